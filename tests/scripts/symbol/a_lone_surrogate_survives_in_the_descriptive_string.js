console.log(String(Symbol('\ud800')).charCodeAt(7).toString(16)); // expect: d800
console.log(String(Symbol()), String(Symbol(''))); // expect: Symbol() Symbol()
