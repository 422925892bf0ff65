// Plain HTTP beside the browser: bytes as they travel, any host, no redirect followed, no cookie kept.
import { request } from "node:http";

/** Asks the server as the host of a tenant. The answer's body comes as it travelled, still compressed. */
export function ask({ port }, slug, path, { method = "GET", headers = {}, form, body } = {}) {
	const all = { ...headers, host: `${slug}.localhost:${port}` };
	if (form !== undefined) {
		body = new URLSearchParams(form).toString();
		all["content-type"] = "application/x-www-form-urlencoded";
	}
	if (body !== undefined) all["content-length"] = Buffer.byteLength(body);
	return new Promise((done, fail) => {
		const call = request({ host: "127.0.0.1", port, path, method, headers: all }, (answer) => {
			const parts = [];
			answer.on("data", (part) => parts.push(part));
			answer.on("error", fail);
			answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(parts) }));
		});
		call.setTimeout(20_000, () => call.destroy(new Error(`no answer from ${slug}${path}`)));
		call.on("error", fail);
		call.end(body);
	});
}

/** A `fetch` that finds the hosts of tenants where the system's resolver knows none below `localhost`. */
export function fetchAt(stage, slug) {
	return async (url, { method, headers, body } = {}) => {
		const { pathname, search } = new URL(url);
		const answer = await ask(stage, slug, pathname + search, { method, headers: Object.fromEntries(new Headers(headers)), body });
		return new Response(answer.bytes.length > 0 ? answer.bytes : null, { status: answer.status, headers: answer.headers });
	};
}

/** The value of a field of a page's form. */
export function fieldOf(html, name) {
	const tag = html.match(new RegExp(`<input[^>]*name="${name}"[^>]*>`))?.[0];
	return tag?.match(/value="([^"]*)"/)?.[1];
}

/** The filled-in form of a checkout, ready to be sent once or twice: its fields and the cookies it needs. */
export async function filledCheckout(stage, item, person) {
	const shown = String((await ask(stage, "dukkan", `/i/${item}`)).bytes);
	const id = fieldOf(shown, "item");
	const options = [...shown.matchAll(/<input[^>]*name="(opt_[^"]+)"[^>]*>/g)]
		.filter(([tag]) => / checked/.test(tag))
		.map(([tag, name]) => [name, tag.match(/value="([^"]*)"/)[1]]);
	const added = await ask(stage, "dukkan", "/basket", { method: "POST", form: [["action", "add"], ["item", id], ["quantity", "1"], ...options] });
	const basket = added.headers["set-cookie"].map((cookie) => cookie.split(";")[0]);
	const checkout = await ask(stage, "dukkan", "/checkout", { headers: { cookie: basket.join("; ") } });
	const visitor = (checkout.headers["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0]);
	const html = String(checkout.bytes);
	const form = { ...person, key: fieldOf(html, "key"), started: fieldOf(html, "started"), company: "", visit: "" };
	return { form, cookie: [...basket, ...visitor].join("; ") };
}

/** Sends such a form; the address of the page after the order. */
export async function sendCheckout(stage, { form, cookie }) {
	const sent = await ask(stage, "dukkan", "/checkout", { method: "POST", form, headers: { cookie } });
	if (sent.status !== 303) throw new Error(`the checkout answered ${sent.status}`);
	return sent.headers.location;
}
