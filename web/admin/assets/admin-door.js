// The form at the door works before the program is here: on a slow line that is seconds earlier. What it learns, the
// program takes over (web/admin/src/early.rs); the access token is not kept, the refresh cookie is what counts.
(() => {
  const form = document.querySelector("#door form");
  if (!form) return;
  const state = (window.saduDoor = { pending: null, next: null, challenge: null });
  const told = form.querySelector("[role=alert]");
  const button = form.querySelector("button");
  const language = () => document.documentElement.lang;
  const post = (path, body) =>
    fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", "accept-language": language() },
      body: JSON.stringify(body),
    });

  async function send() {
    const body = { ...Object.fromEntries(new FormData(form)), locale: language() };
    const path = form.dataset.to;
    const reply = await post(path, body);
    const said = await reply.json().catch(() => ({}));
    if (reply.ok) {
      state.challenge = said.mfa?.challenge ?? null;
      state.next = path === "/auth/signup" ? "confirm" : path === "/auth/forgot" ? "reset" : state.challenge ? "code" : "in";
    } else if (said.error?.code === "EMAIL_UNCONFIRMED") {
      await post("/auth/resend", { email: body.email });
      state.next = "confirm";
    } else {
      told.textContent = said.error?.message || form.dataset[language() === "ar" ? "failedAr" : "failedEn"];
      (form.elements[said.error?.field] ?? form.elements[form.elements.length - 2]).focus();
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (state.pending || state.next) return;
    told.textContent = "";
    button.setAttribute("aria-disabled", "true");
    state.pending = send()
      .catch(() => {
        told.textContent = form.dataset[language() === "ar" ? "failedAr" : "failedEn"];
      })
      .finally(() => {
        state.pending = null;
        if (!state.next) button.removeAttribute("aria-disabled");
      });
  });
})();
