// Wakes the islands of a page. The storefront's glue is fetched when the page has loaded and is idle, and only if an island
// stands in it: until then the line belongs to the pictures, and every form works without.
// The two names in capitals are replaced by the build with the hashed addresses.
const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 200));

// What the rendering on the server would have left behind had there been resources; there are none.
for (const name of ["__RESOLVED_RESOURCES", "__SERIALIZED_ERRORS", "__PENDING_RESOURCES", "__RESOURCE_RESOLVERS", "__INCOMPLETE_CHUNKS"]) {
	window[name] = [];
}

// The islands that stand around `children`, from the outside in, are told to take the ownership of what is inside.
const parents = [];

async function wake(node, glue) {
	const tag = node.localName;
	if (tag === "leptos-island") {
		const island = glue[node.dataset.component];
		if (island) {
			parents.at(-1)?.();
			await island(node);
		} else {
			console.warn(`The bundle has no island ${node.dataset.component}.`);
		}
	}
	if (tag === "leptos-children") parents.push(node.$$on_hydrate);
	for (const child of node.children) await wake(child, glue);
	if (tag === "leptos-children") parents.pop();
}

async function start() {
	try {
		const glue = await import("__STOREFRONT_JS__");
		await glue.default({ module_or_path: "__STOREFRONT_WASM__" });
		glue.hydrate();
		await wake(document.body, glue);
		document.documentElement.dataset.live = "";
	} catch (fault) {
		// The page works without; there is nothing to tell the visitor.
		console.warn("The islands stay asleep.", fault);
	}
}

// Tells the server that somebody looks at the page. The page itself may come out of a cache, so it does not count.
function tell() {
	const { hostname, pathname, search } = location;
	const hit = { referrer: document.referrer, path: pathname };
	for (const [name, value] of new URLSearchParams(search)) {
		if (/^utm_(source|medium|campaign|term|content)$/.test(name)) hit[name] = value.slice(0, 200);
	}
	const body = new Blob([JSON.stringify(hit)], { type: "application/json" });
	navigator.sendBeacon?.(`/storefront/${hostname.split(".")[0]}/visit`, body);
}

function begin() {
	if (document.prerendering) document.addEventListener("prerenderingchange", tell, { once: true });
	else idle(tell, { timeout: 1000 });
	if (document.querySelector("leptos-island")) idle(start, { timeout: 3000 });
}

if (document.readyState === "complete") begin();
else addEventListener("load", begin, { once: true });
