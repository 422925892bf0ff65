// How the demo shop's pages fare on a phone, by Lighthouse: mobile profile, simulated slow line and processor, median of
// five runs; and how long the team's app takes there. Prints a table, writes it to docs/lighthouse.md, and fails if a page falls below what we promise.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { ask } from "../browser/support/http.mjs";
import { ROOT } from "../browser/support/place.mjs";
import { startServer } from "../browser/support/server.mjs";
import { measureApp } from "./app.mjs";

const RUNS = Number(process.env.LIGHTHOUSE_RUNS ?? 5);
const PAGES = [
	["home, Arabic", "dukkan", "/"],
	["home, English", "dukkan", "/en/"],
	["item, Arabic", "dukkan", "/i/brass-dallah"],
	["item, English", "dukkan", "/en/i/brass-dallah"],
];
/** What a page must reach. */
const PROMISED = { performance: 95, accessibility: 100, "best-practices": 95, seo: 100 };
const NAMES = { performance: "performance", accessibility: "accessibility", "best-practices": "best practices", seo: "SEO" };

const tools = process.env.LIGHTHOUSE_MODULES;
if (!tools) throw new Error("run it by `cargo xtask lighthouse`, which brings Lighthouse and says where it is");
const load = (path) => import(pathToFileURL(join(tools, path)));
const { default: lighthouse } = await load("lighthouse/core/index.js");
const { launch } = await load("chrome-launcher/dist/index.js");

const server = await startServer();
const chrome = await launch({
	chromePath: process.env.CHROMIUM || "/usr/bin/chromium",
	chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--host-resolver-rules=MAP *.localhost 127.0.0.1"],
});

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function measure(slug, path) {
	// The first visitor after a change waits for the page to be made; everybody after them does not.
	await ask(server, slug, path);
	const reports = [];
	for (let run = 0; run < RUNS; run++) {
		const answer = await lighthouse(`http://${slug}.localhost:${server.port}${path}`, {
			port: chrome.port,
			output: "json",
			logLevel: "error",
			onlyCategories: Object.keys(PROMISED),
		});
		reports.push(answer.lhr);
	}
	const scores = Object.fromEntries(
		Object.keys(PROMISED).map((name) => [name, median(reports.map((report) => Math.round(report.categories[name].score * 100)))]),
	);
	const figure = (name) => median(reports.map((report) => report.audits[name].numericValue));
	const failed = new Set();
	for (const report of reports) {
		for (const [name, promise] of Object.entries(PROMISED)) {
			if (report.categories[name].score * 100 >= promise) continue;
			for (const { id, weight } of report.categories[name].auditRefs) {
				const { score, displayValue } = report.audits[id];
				if (weight > 0 && score !== null && score < 0.9) failed.add(`${id}${displayValue ? ` (${displayValue})` : ""}`);
			}
		}
	}
	return {
		scores,
		lcp: figure("largest-contentful-paint"),
		fcp: figure("first-contentful-paint"),
		tbt: figure("total-blocking-time"),
		cls: figure("cumulative-layout-shift"),
		bytes: figure("total-byte-weight"),
		failed: [...failed],
		version: reports[0].lighthouseVersion,
		browser: reports[0].environment.hostUserAgent.match(/Chrome\/([\d.]+)/)?.[1] ?? "unknown",
	};
}

const rows = [];
let app;
try {
	app = await measureApp(server, process.env.CHROMIUM || "/usr/bin/chromium", RUNS);
	for (const [name, slug, path] of PAGES) {
		const found = await measure(slug, path);
		rows.push({ name, path, ...found });
		console.log(name, JSON.stringify(found.scores), `LCP ${Math.round(found.lcp)} ms, CLS ${found.cls.toFixed(3)}`, found.failed.join("; "));
	}
} finally {
	chrome.kill();
	await server.stop();
}

const seconds = (ms) => (ms / 1000).toFixed(2);
const table = [
	`| page | ${Object.values(NAMES).join(" | ")} | first paint, s | largest paint, s | blocked, ms | shift | kB |`,
	`| --- |${" ---: |".repeat(Object.keys(NAMES).length + 5)}`,
	...rows.map(
		(row) =>
			`| ${row.name} | ${Object.keys(NAMES).map((name) => row.scores[name]).join(" | ")} | ${seconds(row.fcp)} | ${seconds(row.lcp)} | ` +
			`${Math.round(row.tbt)} | ${row.cls.toFixed(3)} | ${Math.round(row.bytes / 1024)} |`,
	),
].join("\n");
const tableOfApp = ["| page | took, s | promised, s |", "| --- | ---: | ---: |", ...app.map((row) => `| ${row.name} | ${seconds(row.took)} | ${seconds(row.promised)} |`)].join("\n");
const text = `# On a phone

\`cargo xtask lighthouse\` starts the demo shop and asks Lighthouse ${rows[0].version} in Chromium ${rows[0].browser}: mobile profile, simulated
throttling (slow 4G, a processor four times slower), the median of ${RUNS} runs. Promised are performance ${PROMISED.performance}, accessibility
${PROMISED.accessibility}, best practices ${PROMISED["best-practices"]} and SEO ${PROMISED.seo} on the home page and on an item's page; the command fails below that. The tests of every run
hold bytes and layout instead (\`tests/browser/storefront/speed.mjs\`), since scores depend on the machine.

${table}

The team's app on the same phone (Chromium's own throttling, each run a new visitor, the median of ${RUNS}):

${tableOfApp}
`;
console.log(`\n${table}\n\n${tableOfApp}`);
if (RUNS >= 5) writeFileSync(join(ROOT, "docs/lighthouse.md"), text);

const short = rows.flatMap((row) =>
	Object.entries(PROMISED)
		.filter(([name, promise]) => row.scores[name] < promise)
		.map(([name]) => `${row.name}: ${name} ${row.scores[name]} (${row.failed.join("; ")})`),
);
short.push(...app.filter((row) => row.took > row.promised).map((row) => `${row.name}: ${Math.round(row.took)} ms`));
if (short.length > 0) {
	console.error(`\nbelow what is promised:\n${short.join("\n")}`);
	process.exitCode = 1;
}
