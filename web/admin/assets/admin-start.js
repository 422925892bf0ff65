// Before the first paint: the language and the theme chosen at the last visit, so that nothing turns over later.
try {
  const root = document.documentElement;
  const locale = localStorage.getItem("sadu.locale");
  if (locale === "ar" || locale === "en") {
    root.lang = locale;
    root.dir = locale === "ar" ? "rtl" : "ltr";
  }
  const theme = localStorage.getItem("sadu.theme");
  if (theme) root.dataset.theme = theme;
} catch {
  // A browser that keeps nothing shows what the server sent.
}
// Nobody of a team has worked in this browser yet: the log-in form need not wait for the program. Somebody has: they hold a
// cookie, which is tried while the program is on its way, except at the door, where another may come (early.rs takes the answer).
try {
  if (!localStorage.getItem("sadu.tenant")) document.documentElement.dataset.guest = "";
  else if (!/^\/(login|signup|confirm|forgot|reset|invitation)\b/.test(location.pathname)) {
    const language = document.documentElement.lang;
    globalThis.saduRefresh = fetch("/auth/refresh", {
      method: "POST",
      headers: { "content-type": "application/json", "accept-language": language },
      body: "{}",
      signal: AbortSignal.timeout(20_000),
    }).then(async (reply) => [reply.status, await reply.text()], () => null);
  }
} catch {
  // As above.
}
