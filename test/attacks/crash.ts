/**
 * Loaded before the program: makes it fail as a bug would, with what somebody wrote in the error.
 * Its name and message come from the environment.
 */
const { CRASH_WITH = "", CRASH_HOW = "thrown" } = process.env;

process.on("SIGHUP", () => {
  const error = new TypeError(CRASH_WITH, { cause: new Error(CRASH_WITH) });
  if (CRASH_HOW === "rejected") void Promise.reject(error);
  else if (CRASH_HOW === "a text") throw CRASH_WITH;
  else throw error;
});
