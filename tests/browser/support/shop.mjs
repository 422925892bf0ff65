// What a shopper does in the demo shop, as a person would: by clicking, choosing and typing.
import assert from "node:assert/strict";

import { LANGUAGES, alive, at } from "./stage.mjs";

/** Somebody to send an order to, typed as an Arabic keyboard types. */
export const PERSON = {
	name: "نورة العلي",
	phone: "٩٩٩٩ ١٢٣٤",
	email: "",
	fulfilment: "delivery",
	area: "السالمية",
	block: "١٠",
	street: "شارع ٥",
	house: "١٢",
	address_note: "",
	note: "بلا كيس من فضلك",
};

/** What the pages say. */
export const WORDS = {
	ar: {
		item: "دلة نحاسية",
		large: "كبيرة، ١٢ فنجاناً",
		price: "25.000 د.ك",
		name_missing: "اكتب اسمك.",
		pay: "طريقة الدفع",
		pending: "قيد المراجعة",
		empty: "سلتك فارغة",
		sold_out: "نفدت الكمية",
		not_found: "لم نجد هذه الصفحة",
		no_shop: "لا يوجد متجر بهذا العنوان",
		brand: "دكان",
	},
	en: {
		item: "Brass dallah",
		large: "Large, 12 cups",
		price: "KWD 25.000",
		name_missing: "Enter your name.",
		pay: "How to pay",
		pending: "Received",
		empty: "Your basket is empty",
		sold_out: "Sold out",
		not_found: "We cannot find this page",
		no_shop: "There is no shop at this address",
		brand: "Dukkan",
	},
};

/** The text of a page's part as it is read: no-break spaces and marks of direction are not what it says. */
export async function words(page, selector) {
	const text = await page.locator(selector).first().innerText();
	return text.replace(/[\u200e\u200f\u2066-\u2069]/g, "").replace(/\s+/g, " ").trim();
}

/** How many pieces the head of the page shows; 0 while it shows none. */
export async function counted(page) {
	const count = page.locator(".basket-count");
	return (await count.isVisible()) ? Number(await count.innerText()) : 0;
}

/** From the shop window to an item's page. */
export async function openItem(page, language) {
	await page.goto(at("dukkan", LANGUAGES[language].prefix || "/"));
	await page.getByRole("link", { name: WORDS[language].item, exact: true }).click();
	await page.waitForURL("**/i/brass-dallah");
}

/** Puts one piece into the basket and goes there. */
export async function fillBasket(page, language, slug = "brass-dallah") {
	await page.goto(at("dukkan", `${LANGUAGES[language].prefix}/i/${slug}`));
	await alive(page);
	await page.locator(".buy-bar .button").click();
	await page.waitForSelector(".toast");
	await page.goto(at("dukkan", `${LANGUAGES[language].prefix}/basket`));
}

/** Fills in the checkout's form. Quicker than any person, so the server marks the order for the team; it takes it all the same. */
export async function fillCheckout(page, person = PERSON) {
	for (const name of ["name", "phone", "email", "area", "block", "street", "house", "address_note", "note"]) {
		await page.fill(`#${name}`, person[name]);
	}
}

/** Sends the checkout's form. */
export async function order(page) {
	await page.locator(".checkout .split-side .button").click();
}

/** The number on the page after an order. */
export async function numberOf(page) {
	await page.waitForURL("**/thanks/*");
	const number = await words(page, ".number-value");
	assert.match(number, /^ORD-\d{5,}$/);
	return Number(number.slice(4));
}

