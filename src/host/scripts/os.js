// The operating system – https://nodejs.org/api/os.html
'use strict';

const facts = native.describeSystem();

module.exports = {
  EOL: '\n',
  arch: () => facts.arch,
  availableParallelism: () => facts.cpus,
  constants: { signals: { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGUSR1: 10, SIGUSR2: 12, SIGTERM: 15 } },
  cpus: () => Array.from({ length: facts.cpus }, () => ({
    model: 'unknown', speed: 0, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 },
  })),
  devNull: '/dev/null',
  endianness: () => new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 'LE' : 'BE',
  freemem: () => native.describeSystem().freemem,
  homedir: () => facts.homedir,
  hostname: () => facts.hostname,
  loadavg: () => native.describeSystem().load.split(' ').slice(0, 3).map(Number),
  machine: () => facts.machine,
  networkInterfaces: () => ({}),
  platform: () => facts.platform,
  release: () => facts.release,
  tmpdir: () => facts.tmpdir,
  totalmem: () => facts.totalmem,
  type: () => facts.type,
  uptime: () => Number(native.describeSystem().uptime.split(' ')[0]),
  userInfo: () => ({ uid: process.getuid(), gid: process.getuid(), username: facts.user, homedir: facts.homedir, shell: null }),
  version: () => facts.version,
};
