const { stripVTControlCharacters: strip, styleText, toUSVString } = require('util');
console.log(strip('\x1b[31mred\x1b[39m \x1b[38;5;196mmany\x1b[0m \x9b1mone\x9b0m')); // expect: red many one
console.log(strip('a\x1b]8;;http://example.org\x07link\x1b]8;;\x07b'), strip('\x1b]0;title\x1b\\rest')); // expect: alinkb rest
console.log(strip('\x1b[?25lhidden\x1b[2J'), strip('\x1b[12345mdigits'), JSON.stringify(strip('\x1b[')));
// expect: hidden mdigits "\u001b["
console.log(strip('\ud800\x1b[1m\udc00') === '\ud800\udc00', strip('日\x1b[1m本')); // expect: true 日本
try { strip(5); } catch (error) { console.log(error.code, error.message); }
// expect: ERR_INVALID_ARG_TYPE The "str" argument must be of type string. Received type number (5)
console.log(JSON.stringify(styleText(['red', 'bold'], 'x')), JSON.stringify(styleText('red', 'x', { validateStream: false })));
// expect: "\u001b[31m\u001b[1mx\u001b[22m\u001b[39m" "\u001b[31mx\u001b[39m"
try { styleText('no', 'x'); } catch (error) { console.log(error.code, error.message.slice(0, 60)); }
// expect: ERR_INVALID_ARG_VALUE The argument 'format' must be one of: 'reset', 'bold', 'dim'
console.log(toUSVString('a\ud800b') === 'a\ufffdb', require('util').format('%s|%s', '\ud800', '\udc00').length); // expect: true 3
