// Bodies under gravity: floating-point numbers in objects.
function body(x, y, z, vx, vy, vz, mass) {
  return { x, y, z, vx, vy, vz, mass };
}
function system() {
  const bodies = [body(0, 0, 0, 0, 0, 0, 39.47)];
  for (let i = 1; i < 5; i++) {
    bodies.push(body(i * 4.8, i * -1.2, i * 0.1, 0.6 / i, 2.8 / i, -0.02 * i, 0.03 / i));
  }
  return bodies;
}
function advance(bodies, dt) {
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i];
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j];
      const dx = a.x - b.x;
      const dy = a.y - b.y;
      const dz = a.z - b.z;
      const squared = dx * dx + dy * dy + dz * dz;
      const pull = dt / (squared * Math.sqrt(squared));
      a.vx -= dx * b.mass * pull;
      a.vy -= dy * b.mass * pull;
      a.vz -= dz * b.mass * pull;
      b.vx += dx * a.mass * pull;
      b.vy += dy * a.mass * pull;
      b.vz += dz * a.mass * pull;
    }
  }
  for (const one of bodies) {
    one.x += dt * one.vx;
    one.y += dt * one.vy;
    one.z += dt * one.vz;
  }
}
function energy(bodies) {
  let sum = 0;
  for (const one of bodies) sum += 0.5 * one.mass * (one.vx ** 2 + one.vy ** 2 + one.vz ** 2);
  return sum;
}
const bodies = system();
for (let i = 0; i < 60000; i++) advance(bodies, 0.01);
print(energy(bodies).toFixed(9));
