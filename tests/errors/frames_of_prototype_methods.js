function Animal() {}
Animal.prototype.speak = function () {
  this.voice.play();
};
Animal.prototype.act = function act() {
  this.speak();
};
new Animal().act();
