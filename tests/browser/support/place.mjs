// Where things are.
import { fileURLToPath } from "node:url";
import { join } from "node:path";

/** The workspace. */
export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** What a test run leaves behind; ignored by git. */
export const OUTPUT = join(ROOT, "test-output");
/** The pictures of a run. */
export const PICTURES = join(OUTPUT, "screenshots");
