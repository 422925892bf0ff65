// How long the team's app keeps somebody waiting on the same phone: a form at the door that takes letters, and the first row of
// the inbox, with an empty cache and with the program kept from before. Chromium's own throttling, a new visitor each time.
import { chromium } from "playwright-core";

import { ask } from "../browser/support/http.mjs";

/** The lab's slow phone: 150 ms there and back, 1.6 Mbit/s down, a processor four times slower than this one. */
const SLOW = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };
const TEAM = { email: "owner@dukkan.example", password: "woven by hand" };
const ROW = ".list-body[aria-busy=false] a.row-card";
/** What is promised, in ms. */
const DOOR = 2000;
const INBOX = 4000;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** What each page took, in ms (the median), beside what is promised. */
export async function measureApp(server, chromePath, runs) {
	const origin = `http://app.localhost:${server.port}`;
	const browser = await chromium.launch({ executablePath: chromePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--host-resolver-rules=MAP *.localhost 127.0.0.1"] });
	/** Waits for something on a page of a phone that has just been taken out of the pocket. */
	async function wait(path, shown, { cookies = [], before } = {}) {
		const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "ar-KW" });
		try {
			await context.addCookies(cookies);
			// Who holds a session has worked here before; what is kept of the program is another matter (a new release).
			if (cookies.length > 0) await context.addInitScript(() => localStorage.setItem("sadu.tenant", "dukkan"));
			if (before) {
				const earlier = await context.newPage();
				await before(earlier);
				await earlier.close();
			}
			const page = await context.newPage();
			const session = await context.newCDPSession(page);
			await session.send("Network.enable");
			await session.send("Network.emulateNetworkConditions", SLOW);
			await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
			const began = performance.now();
			await page.goto(origin + path, { waitUntil: "commit" });
			await page.waitForSelector(shown, { timeout: 60_000 });
			if (shown.startsWith("input")) await page.fill(shown, "noura@example.com");
			return performance.now() - began;
		} finally {
			await context.close();
		}
	}
	/** A session of its own for every run: its cookie turns with each use. */
	async function signedIn() {
		const answer = await ask(server, "app", "/auth/login", { method: "POST", headers: { "content-type": "application/json", origin }, body: JSON.stringify(TEAM) });
		const [name, value] = answer.headers["set-cookie"][0].split(";")[0].split("=");
		return [{ name, value, domain: "app.localhost", path: "/auth", httpOnly: true, sameSite: "Strict" }];
	}
	const rows = [];
	async function row(name, promised, once) {
		const took = [];
		for (let run = 0; run < runs; run++) took.push(await once());
		rows.push({ name, promised, took: median(took) });
		console.log(`${name}: ${Math.round(median(took))} ms of ${promised}`);
	}
	try {
		for (const path of ["/login", "/signup", "/forgot"]) await row(`${path}, a letter typed`, DOOR, () => wait(path, "input[autocomplete=username]"));
		await row("inbox, first row, no program kept", INBOX, async () => wait("/dukkan/inbox", ROW, { cookies: await signedIn() }));
		await row("inbox, first row, program kept", INBOX, async () =>
			wait("/dukkan/inbox", ROW, {
				cookies: await signedIn(),
				before: async (page) => {
					await page.goto(`${origin}/dukkan/inbox`);
					await page.waitForSelector(ROW);
				},
			}),
		);
	} finally {
		await browser.close();
	}
	return rows;
}
