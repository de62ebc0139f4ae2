const { TextDecoder, TextEncoder } = require('util');
const bytes = new TextEncoder().encode('\ufeffa日😀');
const decoder = new TextDecoder();
let text = '';
for (const byte of bytes) text += decoder.decode(Uint8Array.of(byte), { stream: true });
console.log(text + decoder.decode(), text.length); // expect: a日😀 4
console.log(JSON.stringify(decoder.decode(Uint8Array.of(0xe6), { stream: true }) + decoder.decode())); // expect: "�"
const wide = new TextDecoder('utf-16le');
console.log(wide.decode(Uint8Array.of(0x3d, 0xd8, 0), { stream: true }) + wide.decode(Uint8Array.of(0xde))); // expect: 😀
console.log(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).length, new TextDecoder('latin1').decode(Uint8Array.of(0xe9)));
// expect: 5 é
console.log(decoder, new TextEncoder());
// expect: TextDecoder { encoding: 'utf-8', fatal: false, ignoreBOM: false } { encoding: 'utf-8' }
try { decoder.decode('text'); } catch (error) { console.log(error.code); }
// expect: ERR_INVALID_ARG_TYPE
try { new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.of(0xff)); } catch (error) { console.log(error.code); }
// expect: ERR_ENCODING_INVALID_ENCODED_DATA
