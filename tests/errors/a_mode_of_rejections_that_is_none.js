// flags: --unhandled-rejections=loud
console.log('never');
