'use strict';
const run = require('../run');
class Ticket { constructor(id) { this.id = id; this.seats = [1, 2, 3, 4]; } }
function expireLater(ticket) {
  setTimeout(() => { ticket.id = 0; }, 3600000).unref();
}
run((turn) => { for (let i = 0; i < 5; i++) expireLater(new Ticket(turn)); });
