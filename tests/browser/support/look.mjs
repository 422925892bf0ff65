// What a machine can see of a page: whether it fits the screen, and what axe finds.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

/** What stands out of the screen's side; nothing if the page does not scroll sideways. */
export function tooWide(page) {
	return page.evaluate(() => {
		const { clientWidth, scrollWidth } = document.documentElement;
		if (scrollWidth <= clientWidth) return [];
		const out = [...document.querySelectorAll("body *")].filter((part) => {
			const box = part.getBoundingClientRect();
			return box.left < -1 || box.right > clientWidth + 1;
		});
		return [`${scrollWidth} of ${clientWidth} px`, ...out.slice(0, 5).map((part) => part.outerHTML.slice(0, 120))];
	});
}

/** What axe finds against WCAG 2.1 A and AA, of any weight. */
export async function findings(page) {
	if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
	return page.evaluate(async (rules) => {
		const { violations } = await window.axe.run(document, { runOnly: { type: "tag", values: rules }, resultTypes: ["violations"] });
		return violations.map(({ id, impact, help, nodes }) => `${impact} ${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
	}, RULES);
}
