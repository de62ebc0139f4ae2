const date = new Date(-86400000);
const fields = ['Milliseconds', 'Seconds', 'Minutes', 'Hours', 'UTCMilliseconds', 'UTCSeconds', 'UTCMinutes', 'UTCHours'];
console.log(fields.filter(field => Object.is(date['get' + field](), -0)).length); // expect: 0
