'use strict';
// Notices that the host is gone: its process ended or, under a Mortise host, the pipe on stdin did.

const PERIOD = 250;

/** Calls gone once. */
function watchHost(holdsStdin, gone) {
  let told = false;
  const tell = () => {
    if (told) return;
    told = true;
    gone();
  };
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || tell(), PERIOD).unref();
  if (holdsStdin) {
    for (const end of ['end', 'close', 'error']) process.stdin.on(end, tell);
    process.stdin.resume(); // a host writes nothing here; what came anyway is not ours
  }
}

module.exports = { watchHost };
