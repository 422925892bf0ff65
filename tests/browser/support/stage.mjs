// The stage of a run: one server, one browser, and visitors who each come with a clean browser and report every fault.
import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";

import { chromium } from "playwright-core";

import { OUTPUT } from "./place.mjs";
import { startServer } from "./server.mjs";

/** A phone and a desk. */
export const WIDTHS = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };
/** Both languages: how an address begins, what the page says of itself. */
export const LANGUAGES = { ar: { prefix: "", dir: "rtl" }, en: { prefix: "/en", dir: "ltr" } };

rmSync(join(OUTPUT, "failed"), { recursive: true, force: true });
const began = Date.now();
const server = await startServer();
const browser = await openBrowser().catch(async (fault) => {
	await server.stop();
	throw fault;
});
console.log(`the stage is set after ${((Date.now() - began) / 1000).toFixed(1)} s: port ${server.port}, Chromium ${browser.version()}`);

after(async () => {
	await browser.close();
	await server.stop();
});

/** Where the server is. */
export const stage = { port: server.port };

/** The address of a tenant's page. */
export function at(slug, path = "/") {
	return `http://${slug}.localhost:${server.port}${path}`;
}

function openBrowser() {
	return chromium.launch({
		executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
		args: [
			"--no-sandbox",
			"--disable-gpu",
			"--disable-quic",
			"--no-first-run",
			"--disable-background-networking",
			"--disable-component-update",
			"--disable-sync",
			"--host-resolver-rules=MAP *.localhost 127.0.0.1",
		],
	});
}

/**
 * Lets a visitor do something, and fails if any page they saw complained: an error or a warning on the console (the
 * policy's refusals among them), an uncaught exception, a part of the page that could not be fetched. An answer that
 * the claim itself provokes is named in `tolerates`, as "401 /auth/refresh".
 */
export async function visit({ viewport = WIDTHS.phone, script = true, language = "ar", before, tolerates = [] } = {}, act) {
	const context = await browser.newContext({ viewport, javaScriptEnabled: script, locale: language === "ar" ? "ar-KW" : "en-GB" });
	const page = await context.newPage();
	page.setDefaultTimeout(15_000);
	const faults = listen(page, tolerates);
	try {
		if (before) await before(page);
		await act(page);
		assert.deepEqual(faults, [], "a page complained");
	} catch (fault) {
		await keepPicture(page);
		throw faults.length > 0 && fault.message !== "a page complained" ? new Error(`${fault.message}\npages complained: ${faults.join("\n")}`, { cause: fault }) : fault;
	} finally {
		await closed(context);
	}
}

/** Lets a visitor go. Chromium never answers if that falls into a page that is just being loaded: nobody waits for it for long. */
function closed(context) {
	return Promise.race([context.close(), new Promise((done) => setTimeout(done, 10_000).unref())]);
}

function listen(page, tolerates) {
	const faults = [];
	page.on("console", (message) => {
		const { url } = message.location();
		// The status of a page itself is what its test asserts; of anything else it is a fault below.
		if (message.text().startsWith("Failed to load resource")) return;
		if (["error", "warning"].includes(message.type())) faults.push(`${page.url()}: ${message.text()} (${url})`);
	});
	page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
	page.on("response", (response) => {
		const request = response.request();
		const told = `${response.status()} ${new URL(request.url()).pathname}`;
		if (response.status() >= 400 && !request.isNavigationRequest() && !tolerates.includes(told)) faults.push(`${page.url()}: ${response.status()} for ${request.url()}`);
	});
	page.on("requestfailed", (request) => {
		const why = request.failure()?.errorText;
		// What a visitor leaves before it has come is no fault of the page.
		if (why !== "net::ERR_ABORTED") faults.push(`${page.url()}: ${why} for ${request.url()}`);
	});
	return faults;
}

let failures = 0;

async function keepPicture(page) {
	const folder = join(OUTPUT, "failed");
	mkdirSync(folder, { recursive: true });
	failures += 1;
	await page.screenshot({ path: join(folder, `${failures}.png`) }).catch(() => {});
}

/** Waits until the islands of the page are awake. */
export async function alive(page) {
	await page.waitForSelector("html[data-live]", { state: "attached" });
}

/** Waits until pictures and fonts stand still. */
export async function settled(page) {
	await page.evaluate(async () => {
		const pictures = [...document.images];
		for (const picture of pictures) picture.loading = "eager";
		await Promise.all(pictures.map((picture) => picture.decode().catch(() => {})));
		await document.fonts.ready;
	});
}
