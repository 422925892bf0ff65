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
