// A `sadu dev` of our own: a fresh folder, a free port, the demo data; gone with this process, however that ends.
import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ask } from "./http.mjs";
import { OUTPUT, ROOT } from "./place.mjs";

/** The demo is made and the pages answer within this time even on a busy machine. */
const PATIENCE_MS = 240_000;

/** `$1` is the folder, the rest the command. It is stopped when our end of the pipe closes, and the folder goes with it. */
const GUARD = `
folder=$1; shift
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
{ read -r line <&3; kill -TERM "$server"; } 2>/dev/null &
watch=$!
exec 3<&-
wait "$server"; code=$?
kill "$watch" 2>/dev/null
rm -rf -- "$folder"
exit "$code"
`;

/** Starts the server, or takes the running one that SADU_TEST_PORT names (quicker while writing tests). */
export async function startServer() {
	if (process.env.SADU_TEST_PORT) return { port: Number(process.env.SADU_TEST_PORT), stop: async () => {} };
	const folder = mkdtempSync(join(tmpdir(), "sadu-browser-"));
	const port = await freePort();
	mkdirSync(OUTPUT, { recursive: true });
	const log = join(OUTPUT, "server.log");
	const guard = spawn("/bin/sh", ["-c", GUARD, "sadu-test-guard", folder, binary(), "dev", "--folder", folder, "--port", String(port)], {
		cwd: ROOT,
		env: {
			...process.env,
			SADU_ASSETS_DIR: process.env.SADU_ASSETS_DIR ?? join(ROOT, "dist"),
			// All tests come from one address: its limits are not what is tested here.
			SADU_RATE_IP: "1000000",
			SADU_RATE_TENANT: "1000000",
			SADU_RATE_LOGIN_IP: "100000",
			SADU_RATE_SUBMIT_VISITOR: "1000",
			SADU_RATE_SUBMIT_SUSPECT: "100000",
			SADU_RATE_SUBMIT_REFUSE: "100000",
		},
		stdio: ["pipe", "pipe", "pipe"],
		// A Ctrl-C in the terminal reaches us; the guard hears of it by the end of the pipe.
		detached: true,
	});
	const said = [];
	const file = createWriteStream(log);
	for (const stream of [guard.stdout, guard.stderr]) {
		stream.pipe(file, { end: false });
		stream.on("data", (bytes) => said.push(String(bytes)) > 200 && said.shift());
	}
	const ended = new Promise((done) => guard.once("close", (code) => done(code ?? "a signal")));
	const stop = async () => {
		guard.stdin.end();
		await ended;
		file.end();
	};
	const early = ended.then((code) => {
		throw new Error(`the server ended with ${code} before it answered:\n${said.join("")}`);
	});
	try {
		await Promise.race([healthy(port), early]);
	} catch (fault) {
		await stop();
		throw fault;
	}
	early.catch(() => {});
	return { port, stop };
}

function binary() {
	const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
	return process.env.SADU_BIN ?? join(target, "debug/sadu");
}

async function healthy(port) {
	const limit = Date.now() + PATIENCE_MS;
	for (;;) {
		const answer = await ask({ port }, "dukkan", "/health").catch(() => null);
		if (answer?.status === 200) return;
		if (Date.now() > limit) throw new Error(`the server is not well after ${PATIENCE_MS / 1000} s; its words: ${join(OUTPUT, "server.log")}`);
		await new Promise((wake) => setTimeout(wake, 150));
	}
}

/** A port that is free, and so is the next one (metrics). */
async function freePort() {
	for (;;) {
		const port = await listen(0);
		if (port && port < 65_000 && (await listen(port + 1))) return port;
	}
}

function listen(port) {
	return new Promise((done) => {
		const server = createServer();
		server.once("error", () => done(0));
		server.listen(port, "127.0.0.1", () => {
			const { port } = server.address();
			server.close(() => done(port));
		});
	});
}
