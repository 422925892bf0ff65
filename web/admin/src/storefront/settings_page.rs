//! The storefront's settings: brand, texts, contact, orders, languages; and the door that opens it to visitors.

use client::{ContactInput, Locale, Outcome, StorefrontSettings, StorefrontUpdateInput};
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use ui::{Icon, IconName, Skeleton, currency_sign};

use super::preview::{Brand, BrandPreview, corrected};
use super::texts::words;
use crate::app::{Frame, frame};
use crate::bound::{Both, BothField, BoundField, Faults, Switch, WrongBox, filled, number};
use crate::browser;
use crate::fault::FaultState;
use crate::load::{Loaded, Loader};
use crate::media::OnePicture;
use crate::prefs::{prefs, t};
use crate::shell::storefront_address;
use crate::toasts::{Toasts, toasts};
use crate::transport::Api;

/// The page.
#[component]
pub(crate) fn StorefrontPage() -> impl IntoView {
    frame().set_title(words().storefront);
    let api = StoredValue::new(Api::of_this_tenant());
    let loader = Loader::<StorefrontSettings>::new();
    let ask = move || {
        let api = api.get_value();
        async move { client::storefront_settings(&api).await }
    };
    loader.ask(ask());
    let on_retry = Callback::new(move |()| loader.ask(ask()));
    move || {
        match loader.state.get() {
        Loaded::Waiting => view! {
            <p class="visually-hidden" role="status">{t().loading}</p>
            <div class="edit" aria-hidden="true"><div class="form-part"><Skeleton width=40 /><Skeleton width=80 /></div></div>
        }
        .into_any(),
        Loaded::Failed(error) => view! { <FaultState error on_retry /> }.into_any(),
        Loaded::Here(settings) => view! { <Settings settings loader /> }.into_any(),
    }
    }
}

/// The settings while they are written.
#[derive(Clone, Copy)]
struct Draft {
    brand: Brand,
    logo_id: RwSignal<Option<client::Id>>,
    cover_id: RwSignal<Option<client::Id>>,
    about: Both,
    phone: RwSignal<String>,
    whatsapp: RwSignal<String>,
    instagram: RwSignal<String>,
    email: RwSignal<String>,
    address: Both,
    payment: Both,
    delivers: RwSignal<bool>,
    hands_over: RwSignal<bool>,
    fee: RwSignal<String>,
    minimum: RwSignal<String>,
    arabic: RwSignal<bool>,
    english: RwSignal<bool>,
    seo_title: Both,
    seo_description: Both,
}

impl Draft {
    fn of(kept: &StorefrontSettings, base: &str) -> Self {
        let text = |value: &Option<String>| RwSignal::new(value.clone().unwrap_or_default());
        let picture = |image: &Option<client::TeamImage>, at: usize| {
            let image = image.as_ref()?;
            let size = image.renditions.get(at).or_else(|| image.renditions.last())?;
            Some(format!("{}{}", base.trim_end_matches('/'), size.url))
        };
        Self {
            brand: Brand {
                name: Both::of(&kept.name),
                tagline: Both::of(&kept.tagline),
                colour: RwSignal::new(kept.accent_color.clone()),
                logo: RwSignal::new(picture(&kept.logo, 0)),
                cover: RwSignal::new(picture(&kept.cover, 1)),
            },
            logo_id: RwSignal::new(None),
            cover_id: RwSignal::new(None),
            about: Both::of(&kept.about),
            phone: text(&kept.contact.phone),
            whatsapp: text(&kept.contact.whatsapp),
            instagram: text(&kept.contact.instagram),
            email: text(&kept.contact.email),
            address: Both::of(&kept.contact.address),
            payment: Both::of(&kept.payment_instructions),
            delivers: RwSignal::new(kept.offers_delivery),
            hands_over: RwSignal::new(kept.offers_pickup),
            fee: RwSignal::new(kept.delivery_fee.amount.clone()),
            minimum: RwSignal::new(kept.minimum_order.amount.clone()),
            arabic: RwSignal::new(kept.locales.contains(&Locale::Ar)),
            english: RwSignal::new(kept.locales.contains(&Locale::En)),
            seo_title: Both::of(&kept.seo_title),
            seo_description: Both::of(&kept.seo_description),
        }
    }

    fn input(self) -> StorefrontUpdateInput {
        let locales = [(self.arabic, Locale::Ar), (self.english, Locale::En)];
        StorefrontUpdateInput {
            name: Some(self.brand.name.input()),
            tagline: Some(self.brand.tagline.input()),
            about: Some(self.about.input()),
            logo_id: self.logo_id.get_untracked(),
            cover_id: self.cover_id.get_untracked(),
            accent_color: Some(self.brand.colour.get_untracked()),
            contact: Some(ContactInput {
                phone: number(self.phone),
                whatsapp: number(self.whatsapp),
                instagram: filled(self.instagram),
                email: filled(self.email),
                address: Some(self.address.input()),
            }),
            payment_instructions: Some(self.payment.input()),
            delivery_fee: Some(number(self.fee).unwrap_or_else(|| "0".to_owned())),
            minimum_order: Some(number(self.minimum).unwrap_or_else(|| "0".to_owned())),
            offers_delivery: Some(self.delivers.get_untracked()),
            offers_pickup: Some(self.hands_over.get_untracked()),
            locales: Some(locales.into_iter().filter(|(is_on, _)| is_on.get_untracked()).map(|(_, own)| own).collect()),
            seo_title: Some(self.seo_title.input()),
            seo_description: Some(self.seo_description.input()),
        }
    }
}

/// What the buttons share.
#[derive(Clone, Copy)]
struct Acting {
    api: StoredValue<Api>,
    loader: Loader<StorefrontSettings>,
    toasts: Toasts,
    faults: Faults,
    is_busy: RwSignal<bool>,
    frame: Frame,
}

impl Acting {
    fn run(
        self,
        done: &'static str,
        act: impl Future<Output = Result<Outcome<StorefrontSettings>, client::Error>> + 'static,
    ) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.faults.clear();
        self.is_busy.set(true);
        spawn_local(async move {
            let answer = act.await;
            if self.is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(Outcome { value: Some(settings), .. }) => {
                    self.toasts.success(done);
                    // The menu and the tab call the tenant by its new name.
                    self.frame.storefront.update(|face| {
                        if let Some(face) = face.as_mut().filter(|face| face.slug == settings.slug) {
                            face.name = settings.name.clone();
                        }
                    });
                    self.loader.put(settings);
                }
                Ok(Outcome { user_errors, .. }) => {
                    self.faults.set(user_errors);
                    browser::focus_soon("#wrong");
                }
                Err(error) => self.toasts.fault(&error),
            }
        });
    }

    fn open(self, is_open: bool) {
        let api = self.api.get_value();
        let done = if is_open { words().opened } else { words().closed };
        self.run(done, async move { client::open_storefront(&api, is_open).await });
    }

    /// Opens a tab with the storefront as it will be: a form is posted there with a ticket that stands for a minute.
    fn preview(self) {
        let api = self.api.get_value();
        spawn_local(async move {
            match client::preview_ticket(&api).await {
                Ok(Outcome { value: Some(ticket), .. }) => {
                    browser::post_form(&ticket.url, &[("ticket", &ticket.ticket)], Some("_blank"))
                }
                Ok(Outcome { user_errors, .. }) => self.faults.set(user_errors),
                Err(error) => self.toasts.fault(&error),
            }
        });
    }
}

/// The form. Made anew whenever the settings are.
#[component]
fn Settings(settings: StorefrontSettings, loader: Loader<StorefrontSettings>) -> impl IntoView {
    let words = words();
    let base = storefront_address(&settings.slug);
    let draft = Draft::of(&settings, &base);
    let faults = Faults::new();
    let kept = StoredValue::new(draft.input());
    let acting = Acting {
        api: StoredValue::new(Api::of_this_tenant()),
        loader,
        toasts: toasts(),
        faults,
        is_busy: RwSignal::new(false),
        frame: frame(),
    };
    let is_changed = RwSignal::new(false);
    let look = move || is_changed.set(kept.with_value(|kept| *kept != draft.input()));
    let version = settings.version;
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        faults.clear();
        if draft.brand.name.is_blank() {
            faults.add("name", words.error_name);
        }
        if !draft.delivers.get_untracked() && !draft.hands_over.get_untracked() {
            faults.add("offersDelivery", words.one_way);
        }
        if faults.any() {
            browser::focus_soon("#wrong");
            return;
        }
        let (api, input) = (acting.api.get_value(), draft.input());
        acting.run(words.saved, async move { client::update_storefront(&api, input, version).await });
    };
    let is_open = settings.is_published;
    let currency = settings.currency_code.clone();
    view! {
        <form class="edit edit-wide" novalidate=true on:submit=submit on:input=move |_| look() on:change=move |_| look()>
            <header class="edit-head">
                <div class="edit-title">
                    <h1 class="page-title">{words.storefront}</h1>
                    <p class="page-lead">{words.storefront_text}</p>
                </div>
            </header>
            <section class="form-part door" class:door-open=is_open>
                <p class="door-state"><Icon name=if is_open { IconName::Check } else { IconName::Clock } /> {if is_open { words.open_now } else { words.closed_now }}</p>
                <div class="door-acts">
                    {if is_open {
                        view! { <a class="button button-secondary" href=base.clone() target="_blank" rel="noopener">{words.visit} <Icon name=IconName::Out /></a> }.into_any()
                    } else {
                        view! { <button type="button" class="button button-secondary" on:click=move |_| acting.preview()>{words.preview} <Icon name=IconName::Out /></button> }.into_any()
                    }}
                    <button type="button" class=if is_open { "button button-quiet" } else { "button button-primary" } on:click=move |_| acting.open(!is_open)>
                        {if is_open { words.close } else { words.open }}
                    </button>
                </div>
            </section>
            <WrongBox faults />
            <div class="edit-split">
                <div class="edit-body">
                    {brand_part(draft, faults, &settings, &base)}
                    {text_part(draft, faults)}
                    {contact_part(draft, faults)}
                    {orders_part(draft, faults, &currency)}
                    {language_part(draft, faults)}
                </div>
                <aside class="edit-side">
                    <h2 class="card-title">{words.live}</h2>
                    <BrandPreview brand=draft.brand />
                </aside>
            </div>
            <div class="edit-bar" class:edit-bar-quiet=move || !is_changed.get()>
                <span class="edit-state" role="status">{move || is_changed.get().then_some(words.unsaved)}</span>
                <button type="submit" class="button button-primary" aria-disabled=move || acting.is_busy.get().to_string()>
                    {move || if acting.is_busy.get() { words.saving } else { words.save }}
                </button>
            </div>
        </form>
    }
}

fn brand_part(draft: Draft, faults: Faults, kept: &StorefrontSettings, base: &str) -> impl IntoView + use<> {
    let words = words();
    let brand = draft.brand;
    let chosen = move |id: RwSignal<Option<client::Id>>, shown: RwSignal<Option<String>>| {
        Callback::new(move |(asset, preview): (client::Id, String)| {
            id.set(Some(asset));
            shown.set(Some(preview));
            // What is not typed tells the form by itself that it has changed.
            if let Ok(event) = web_sys::Event::new_with_event_init_dict("change", &bubbling())
                && let Ok(Some(input)) = document().query_selector(".edit input")
            {
                let _ = input.dispatch_event(&event);
            }
        })
    };
    let note = move || {
        let colour = brand.colour.get();
        match corrected(&colour) {
            None => words.colour_kept.to_owned(),
            Some(drawn) => words.colour_corrected.replace("{from}", &colour).replace("{to}", &drawn),
        }
    };
    view! {
        <section class="form-part">
            <h2 class="card-title">{words.brand}</h2>
            <BothField id="name" label=words.name value=brand.name faults max_length=80 />
            <BothField id="tagline" label=words.tagline value=brand.tagline faults optional=Some(words.optional) max_length=160 />
            <div class="form-pair">
                <OnePicture id="logo" label=words.logo hint=words.logo_hint shape="drop-square" now=kept.logo.clone() base=base.to_owned() on_sent=chosen(draft.logo_id, brand.logo) />
                <OnePicture id="cover" label=words.cover hint=words.cover_hint shape="drop-wide" now=kept.cover.clone() base=base.to_owned() on_sent=chosen(draft.cover_id, brand.cover) />
            </div>
            <div class="field">
                <label class="field-label" for="colour">{words.colour}</label>
                <p class="field-hint" id="colour-hint">{words.colour_hint}</p>
                <div class="colour">
                    <input
                        class="colour-well"
                        type="color"
                        id="colour"
                        prop:value=move || brand.colour.get()
                        on:input=move |event| brand.colour.set(event_target_value(&event))
                        aria-describedby="colour-hint colour-note"
                    />
                    <p class="colour-note" id="colour-note" role="status"><bdi>{note}</bdi></p>
                </div>
            </div>
        </section>
    }
}

fn bubbling() -> web_sys::EventInit {
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    init
}

fn text_part(draft: Draft, faults: Faults) -> impl IntoView {
    let words = words();
    view! {
        <section class="form-part">
            <BothField id="about" label=words.about value=draft.about faults optional=Some(words.optional) hint=Some(words.about_hint.to_owned()) rows=5 max_length=10_000 />
        </section>
    }
}

fn contact_part(draft: Draft, faults: Faults) -> impl IntoView {
    let words = words();
    let optional = Some(words.optional);
    let ltr = Some("ltr");
    view! {
        <section class="form-part">
            <h2 class="card-title">{words.contact}</h2>
            <div class="form-pair">
                <BoundField id="phone" label=words.phone value=draft.phone error=faults.at("contact.phone") optional=optional kind="tel" direction=ltr max_length=40 />
                <BoundField id="whatsapp" label=words.whatsapp value=draft.whatsapp error=faults.at("contact.whatsapp") optional=optional kind="tel" direction=ltr max_length=40 />
                <BoundField id="instagram" label=words.instagram value=draft.instagram error=faults.at("contact.instagram") optional=optional hint=Some(words.instagram_hint.to_owned()) direction=ltr max_length=120 />
                <BoundField id="email" label=words.email value=draft.email error=faults.at("contact.email") optional=optional kind="email" direction=ltr />
            </div>
            <BothField id="contact-address" label=words.address value=draft.address faults optional=optional max_length=300 />
        </section>
    }
}

fn orders_part(draft: Draft, faults: Faults, currency: &str) -> impl IntoView + use<> {
    let words = words();
    let currency = currency_sign(currency, prefs().locale.get_untracked());
    let amount = |id: &'static str, path: &'static str, label: &'static str, value: RwSignal<String>| {
        view! {
            <BoundField id=id label=label value=value error=faults.at(path) optional=Some(words.optional) inputmode=Some("decimal") direction=Some("ltr") suffix=Some(currency.to_owned()) max_length=14 />
        }
    };
    view! {
        <section class="form-part">
            <h2 class="card-title">{words.orders}</h2>
            <BothField id="paymentInstructions" label=words.payment value=draft.payment faults optional=Some(words.optional) hint=Some(words.payment_hint.to_owned()) rows=4 max_length=2_000 />
            <Switch id="delivery" label=words.delivery checked=draft.delivers />
            <Switch id="pickup" label=words.pickup checked=draft.hands_over />
            <div class="form-pair">
                {amount("fee", "deliveryFee", words.delivery_fee, draft.fee)}
                {amount("minimum", "minimumOrder", words.minimum_order, draft.minimum)}
            </div>
        </section>
    }
}

fn language_part(draft: Draft, faults: Faults) -> impl IntoView {
    let words = words();
    view! {
        <section class="form-part">
            <h2 class="card-title">{words.languages}</h2>
            <Switch id="arabic" label=words.arabic checked=draft.arabic />
            <Switch id="english" label=words.english checked=draft.english />
            <BothField id="seoTitle" label=words.seo_title value=draft.seo_title faults optional=Some(words.optional) />
            <BothField id="seoDescription" label=words.seo_description value=draft.seo_description faults optional=Some(words.optional) rows=2 max_length=320 />
        </section>
    }
}
