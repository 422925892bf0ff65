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

/**
 * Goes through the page by the Tab key alone. Says what of its controls was never reached, and where the focus stood without
 * being seen. A group of radio buttons is one stop; what a closed menu holds is none.
 */
export async function byKeyboard(page) {
	await page.evaluate(() => {
		document.activeElement?.blur();
		const seen = (part) => part.checkVisibility({ visibilityProperty: true, opacityProperty: true });
		const closed = (part) => {
			const menu = part.closest("details:not([open])");
			return menu && !(part.tagName === "SUMMARY" && part.parentElement === menu);
		};
		const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter(
			(part) => seen(part) && !closed(part) && !part.disabled && part.tabIndex >= 0 && part.type !== "hidden" && !part.closest("[inert], .trap"),
		);
		window.waited = new Set(all.map((part) => (part.type === "radio" ? `radio ${part.name}` : part)));
		window.unseen = new Map();
		window.marked = new Set();
	});
	const stops = await page.evaluate(() => window.waited.size);
	for (let turn = 0; turn < stops + 12; turn += 1) {
		await page.keyboard.press("Tab");
		const left = await page.evaluate(() => {
			const part = document.activeElement;
			if (!part || part === document.body) return window.waited.size;
			window.waited.delete(part.type === "radio" ? `radio ${part.name}` : part);
			// The mark may stand on the face of a choice beside the control, or on the whole row that a link stretches over.
			const places = [part, part.nextElementSibling, part.parentElement, part.closest("label, .row-card, tr, .entry, .search, .field")];
			const marked = (place) => {
				if (!place) return false;
				return ["", "::after", "::before"].some((what) => {
					const style = getComputedStyle(place, what);
					return (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
				});
			};
			// A control with parts of its own, as a date, has several stops: it is enough that one shows it.
			if (places.some(marked)) window.marked.add(part);
			else window.unseen.set(part, `focus is not seen: ${part.outerHTML.slice(0, 120)}`);
			return window.waited.size;
		});
		if (left === 0) break;
	}
	return page.evaluate(() => [
		...[...window.waited].map((part) => `not reached: ${typeof part === "string" ? part : part.outerHTML.slice(0, 140)}`),
		...[...window.unseen].filter(([part]) => !window.marked.has(part)).map(([, told]) => told),
	]);
}
