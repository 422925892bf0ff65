//! The typed operations of the project's own pages: GraphQL checked at compile time against `schema.graphql`.
//!
//! A page asks one operation and gets plain data. How the question travels (in process on the server, by fetch in
//! the browser) is the [`Transport`]'s affair. This crate knows neither HTTP nor Leptos.

mod account;
mod bulk_team;
mod catalog;
mod catalog_edit;
mod catalog_team;
mod collections;
mod collections_team;
mod dashboard;
mod donations_team;
mod error;
mod giving;
mod imports_team;
mod inbox_team;
mod letters_team;
mod media_team;
mod members;
mod orders;
mod orders_team;
mod overview;
mod pages;
mod paging;
mod platform;
mod pledges_team;
mod record_team;
mod reference_team;
mod scalars;
#[allow(missing_docs, unreachable_pub, clippy::all)]
mod schema;
mod storefront;
mod storefront_team;
mod submissions_team;
mod tenants;
mod transport;
mod viewer;
mod views_team;

pub use account::{
    MfaSetup, Session, begin_mfa, change_password, confirm_mfa, disable_mfa, renew_recovery_codes,
    revoke_other_sessions, revoke_session, sessions, update_profile,
};
pub use bulk_team::{BulkMove, RowResult, move_many};
pub use catalog::{
    Campaign, CatalogItem, CatalogItemType, ItemCard, ItemOption, ItemOptionValue, ItemPage as ItemConnection,
};
pub use catalog_edit::{
    CampaignEndRule, CampaignInput, CatalogItemCreateInput, CatalogItemUpdateInput, InstalmentInterval, InstalmentRule,
    InstalmentRuleInput, ItemOptionInput, ItemOptionValueInput, NewItemStatus, TeamCampaign, TeamItem, create_item,
    delete_item, show_item, team_item, update_item,
};
pub use catalog_team::{
    CatalogItemSort, CatalogItemSortField, CatalogItemStatus, CatalogListVariables, CatalogRow, CatalogRows,
    TeamItemWhere, catalog_list,
};
pub use collections::{Collection, CollectionLink, CollectionPage, CollectionVariables, HomeSection, collection_page};
pub use collections_team::{
    CollectionCreateInput, CollectionUpdateInput, ShelfItem, TeamCollection, create_collection, delete_collection,
    find_items, reorder_collections, shelf_items, team_collections, update_collection,
};
pub use cynic::Id;
pub use dashboard::{
    AiUsageMonth, CampaignRow, ChannelFigures, ChannelKind, CountAndSum, Dashboard, DashboardSummary,
    DashboardVariables, DayRange, Figures, Interval, SubmissionsBucket, SubmissionsOverTime, TopItem, dashboard,
};
pub use donations_team::{
    ActedDonation, CampaignRef, Donation, DonationAct, DonationConnection, DonationListVariables, DonationReceipt,
    DonationRow, DonationSort, DonationSortField, DonationStatus, DonationWhere, Told, act_on_donation,
    add_donation_note, donation, donation_list,
};
pub use error::{Error, Extensions, GraphqlError, Outcome};
pub use giving::{
    CampaignProgress, DonationIntent, DonationSubmitInput, GivePage, GivePageVariables, Giving, InstalmentsInput,
    PledgeSubmitInput, PrintedReceipt, PublicDonor, ReceiptPage, ReceiptVariables, Sent, donation_submit, give_page,
    link_find, pledge_submit, receipt_page,
};
pub use imports_team::{
    CatalogImport, CatalogImportPolicy, CatalogImportProblem, CatalogImportRow, CatalogImportStatus, catalog_import,
    commit_import, export_catalog,
};
pub use inbox_team::{
    Arrival, InboxConnection, InboxListVariables, InboxRow, InboxSort, InboxSortField, InboxState, InboxWhere,
    SubmissionChange, arrivals_request, inbox_list, read_arrival,
};
pub use letters_team::{
    Deliveries, Delivery, DeliveryListVariables, DeliverySort, DeliverySortField, DeliveryStatus, DeliveryWhere,
    deliveries, resend_delivery,
};
pub use media_team::{
    MediaAsset, MediaEntityType, MediaHeader, MediaStatus, MediaUpdateInput, MediaUploadRequestInput, Upload,
    complete_upload, delete_picture, pictures, request_upload, update_picture,
};
pub use members::{
    Invitation, Invited, Member, MemberListVariables, MemberSort, MemberSortField, MemberStatus, MemberWhere, Members,
    accept_invitation, change_member_role, invitation, invite_member, members, remove_member, resend_invitation,
    revoke_invitation,
};
pub use orders::{
    AddressInput, ErrorCode, Fulfilment, OrderLine, OrderLineInput, OrderLineOption, OrderLineOptionInput,
    OrderSubmitInput, OrderSubmitPayload, PersonInput, PlacedOrder, ScheduleRow, SubmissionKind, SubmissionStatus,
    UserError,
};
pub use orders_team::{
    Acted, Address, LineBrief, Order, OrderAct, OrderConnection, OrderListVariables, OrderRow, OrderSort,
    OrderSortField, OrderStatus, OrderWhere, TeamLineOption, TeamOrderLine, act_on_order, add_order_note, order,
    order_list,
};
pub use overview::{
    ApiKey, ApiKeyCreateInput, AuditActor, AuditChange, AuditEvent, AuditEventSort, AuditEventSortField,
    AuditEventWhere, AuditListVariables, AuditPage, ExportKind, ExportRequestInput, ExportTicket, api_keys, audit_log,
    create_key, request_export, revoke_key, rotate_key,
};
pub use pages::{BasketPage, HomePage, ItemPage, OrderSubmit, SearchPage, StatusPage, StorefrontOnly};
pub use pages::{ItemVariables, OrderSubmitVariables, SearchVariables, StatusVariables};
pub use pages::{basket_page, home_page, item_page, order_submit, search_page, status_page, storefront_only};
pub use paging::Paging;
pub use platform::{
    ErasedAccount, ErasedCounts, PersonEraseInput, PlatformAuditEvent, PlatformTenant, PlatformTenantList,
    PlatformUsage, erase_person, platform_events, platform_tenants, platform_usage, reactivate_tenant, suspend_tenant,
};
pub use pledges_team::{
    ActedPledge, Pledge, PledgeAct, PledgeConnection, PledgeInstalment, PledgeListVariables, PledgePayment, PledgeRow,
    PledgeSort, PledgeSortField, PledgeStatus, PledgeWhere, act_on_pledge, add_pledge_note, pledge, pledge_list,
};
pub use record_team::{
    Choosable, ChoosableCampaign, DonationRecordInput, OrderRecordInput, OrderUpdateInput, PledgeRecordInput,
    choosable, mark_order_paid, mark_order_unpaid, record_donation, record_order, record_pledge, update_order,
};
pub use reference_team::{set_donation_reference, set_order_reference, set_pledge_reference};
pub use scalars::{
    CountPrecision, FullPageInfo, Image, LocalizedText, LocalizedTextInput, Money, PageInfo, Rendition, SortDirection,
    TeamImage, TotalCount,
};
pub use storefront::{Contact, Locale, Storefront, TenantKind};
pub use storefront_team::{
    ContactInput, PreviewTicket, StorefrontSettings, StorefrontUpdateInput, open_storefront, preview_ticket,
    storefront_settings, update_storefront,
};
pub use submissions_team::{Channel, Person, PersonName, TimelineEntry};
pub use tenants::{
    SlugAvailability, Tenant, TenantCreateInput, TenantUpdateInput, change_tenant_slug, create_tenant,
    slug_availability, tenant, update_tenant,
};
pub use transport::{Request, Transport, TransportError, execute};
pub use viewer::{Membership, MembershipTenant, Permission, Role, User, Viewer, viewer};
pub use views_team::{
    SavedView, SavedViewCreateInput, SavedViewList, SavedViewUpdateInput, create_view, delete_view, saved_views,
    update_view,
};
