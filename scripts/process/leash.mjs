// Loaded before a child of ours: when the parent is gone, even by kill -9, the child ends as if it had been asked to.
// A child's own children inherit this file but not their grandparent: their channels close for reasons of their own.
if (process.channel && process.ppid === Number(process.env.PORTAIL_LEASH)) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}
