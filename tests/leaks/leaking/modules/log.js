'use strict';
class Line { constructor(text) { this.text = text; this.at = [Date.now()]; } }
const lines = [];
exports.write = (text) => lines.push(new Line(text));
