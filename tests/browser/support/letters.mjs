// The mailbox of the development machine, and an authenticator: what a person reads on their phone.
import { createHmac } from "node:crypto";

import { ask } from "./http.mjs";
import { stage } from "./stage.mjs";

/** Every letter to an address, newest first. */
async function lettersTo(address) {
	const answer = await ask(stage, "app", `/dev/mailbox.json?to=${encodeURIComponent(address)}`);
	if (answer.status !== 200) throw new Error(`the mailbox answers ${answer.status}`);
	return JSON.parse(answer.bytes);
}

/** Waits for a letter to an address that holds what is looked for, other than those already seen. */
export async function letterTo(address, looked, seen = new Set()) {
	const limit = Date.now() + 20_000;
	for (;;) {
		for (const letter of await lettersTo(address)) {
			const found = letter.text.match(looked);
			if (found && !seen.has(letter.id)) {
				seen.add(letter.id);
				return { ...letter, found: found[1] ?? found[0] };
			}
		}
		if (Date.now() > limit) throw new Error(`no letter with ${looked} came to ${address}`);
		await new Promise((wake) => setTimeout(wake, 150));
	}
}

/** A six-digit code of a letter. */
export const CODE = /(?<!\d)(\d{6})(?!\d)/;
/** The link of an invitation. */
export const INVITATION = /https?:\/\/\S+\/invitation#token=\S+/;

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code that an authenticator shows for a secret in base32 at a time. */
export function totp(secret, atMs = Date.now()) {
	let bits = "";
	for (const letter of secret.replace(/[\s=]/g, "").toUpperCase()) bits += BASE32.indexOf(letter).toString(2).padStart(5, "0");
	const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
	const step = Buffer.alloc(8);
	step.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)));
	const mac = createHmac("sha1", key).update(step).digest();
	const offset = mac.at(-1) & 15;
	return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}

/** The next code: one that was used already is not taken again, so the next interval's is shown, which stands by then or is near. */
export function nextTotp(secret) {
	return totp(secret, Date.now() + 30_000);
}
