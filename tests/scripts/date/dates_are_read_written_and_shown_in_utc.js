const date = new Date(Date.UTC(2024, 1, 29, 12, 34, 56, 789));
console.log(date.toISOString(), date.getTime(), date.getUTCDay()); // expect: 2024-02-29T12:34:56.789Z 1709210096789 4
console.log(JSON.stringify({ date })); // expect: {"date":"2024-02-29T12:34:56.789Z"}
console.log(date.toUTCString(), Date.prototype.toGMTString === Date.prototype.toUTCString); // expect: Thu, 29 Feb 2024 12:34:56 GMT true
date.setUTCFullYear(2023);
console.log(date.toISOString(), date - new Date('2023-03-01T00:00:00Z')); // expect: 2023-03-01T12:34:56.789Z 45296789
console.log(Date.parse('2024-02-32'), new Date(NaN).getTime(), String(new Date(8.64e15 + 1))); // expect: NaN NaN Invalid Date
console.log(typeof Date(), `${new Date(0)[Symbol.toPrimitive]('number')}`, new Date(2019, 0).setMonth(12) > 0); // expect: string 0 true
console.log(new Date(0).toLocaleString('en-US', { timeZone: 'UTC' })); // expect: 1/1/1970, 12:00:00 AM
new Date(NaN).toISOString(); // expect RangeError: Invalid time value
