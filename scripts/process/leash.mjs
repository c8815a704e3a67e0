// Loaded before a child of ours: when the parent is gone, even by kill -9, the child ends as if it had been asked to.
if (process.channel) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}
