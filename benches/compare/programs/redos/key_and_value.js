// The firewall rule that stopped a large part of the web in July 2019: three stars in a row, thousands of letters.
const rule = /(?:(?:"|'|\]|\}|\\|\d|(?:nan|infinity|true|false|null|undefined|symbol|math)|`|-|\+)+[)]*;?((?:\s|-|~|!|\{\}|\|\||\+)*.*(?:.*=.*)))/;
print(rule.test('x=' + 'x'.repeat(20000)), rule.test('1' + 'x'.repeat(4000)));
