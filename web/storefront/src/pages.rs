//! The door for the server: everything it needs to render a page and to read what a page sends back.

pub use crate::basket::basket_page::basket;
pub use crate::basket::cookie::{Basket, BasketFull, BasketLine, COOKIE_NAMES};
pub use crate::basket::form::{BasketAct, read_basket_form};
pub use crate::basket::price::{LineFault, PricedBasket, price_basket};
pub use crate::catalog::collection_page::collection;
pub use crate::catalog::home_page::{HomeData, home};
pub use crate::catalog::item_page::item;
pub use crate::catalog::search_page::{SearchData, search};
pub use crate::forms::normalise_phone;
pub use crate::giving::find_page::{FindData, find};
pub use crate::giving::form::GiftForm;
pub use crate::giving::give_page::{GiveData, give};
pub use crate::giving::receipt_page::receipt;
pub use crate::links::{Links, Place, place_of};
pub use crate::orders::checkout_form::{CheckoutForm, FormError};
pub use crate::orders::checkout_page::{CheckoutData, checkout};
pub use crate::orders::status_page::{status, thanks};
pub use crate::shell::{Assets, PageContext, Rendered, default_locale, icon_address, letter_icon, locales};
pub use crate::storefront::about_page::about;
pub use crate::storefront::notice_pages::{NoTenant, coming_soon, error_without_tenant, not_found};
pub use crate::storefront::privacy_page::privacy;
