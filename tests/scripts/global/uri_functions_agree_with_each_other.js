const text = "ä b/ü?x=1&y=\u{1F600}#h";
console.log(encodeURI(text)); // expect: %C3%A4%20b/%C3%BC?x=1&y=%F0%9F%98%80#h
console.log(encodeURIComponent(text)); // expect: %C3%A4%20b%2F%C3%BC%3Fx%3D1%26y%3D%F0%9F%98%80%23h
console.log(decodeURIComponent(encodeURIComponent(text)) === text); // expect: true
console.log(decodeURI("%2F%41%23")); // expect: %2FA%23
console.log(unescape("%u0416%41%zz"), escape("Ж ü+")); // expect: ЖA%zz %u0416%20%FC+
for (const bad of ["%", "%4", "%C3", "%C3%41", "%ED%A0%80", "%F8%80%80%80"]) {
  try {
    decodeURI(bad);
    console.log("decoded", bad);
  } catch (error) {
    if (String(error) !== "URIError: URI malformed") console.log(String(error));
  }
}
try {
  encodeURI("\uD800");
} catch (error) {
  console.log(String(error)); // expect: URIError: URI malformed
}
