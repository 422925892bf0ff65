//! The fields of pictures.

use async_graphql::{Context, ID, Object, Result};
use entity::ids::{AssetId, ItemId};

use super::{
    change::{self, PictureChange},
    rules,
    service::{self, Subject},
    types::{
        MediaAsset, MediaDeletePayload, MediaDownload, MediaEntityType, MediaHeader, MediaUpdateInput,
        MediaUpdatePayload, MediaUploadCompletePayload, MediaUploadRequestInput, MediaUploadRequestPayload,
    },
    upload::{self, WantedUpload},
};
use crate::{
    graphql::{
        context::RequestExt,
        types::{UserError, input_id, payload},
    },
    kernel::{
        error::{Error, ErrorCode},
        permission::Permission,
        scope::Scope,
        text::Bilingual,
    },
};

/// Queries of this room.
#[derive(Debug, Default)]
pub struct MediaQuery;

/// Mutations of this room.
#[derive(Debug, Default)]
pub struct MediaMutation;

#[Object]
impl MediaQuery {
    /// All pictures of one thing with their states, in order; at most 20, the unfinished ones too. Team.
    #[graphql(complexity = "20 * child_complexity")]
    async fn media_assets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What kind of thing.")] entity_type: MediaEntityType,
        #[graphql(desc = "`itm_…`; not needed for the storefront.")] entity_id: Option<ID>,
    ) -> Result<Vec<MediaAsset>> {
        let read = ctx.read(Permission::ViewCatalog).await?;
        let Ok(subject) = subject(read.scope(), entity_type, entity_id.as_ref()) else { return Ok(Vec::new()) };
        let rows = service::pictures_of(&*read, subject).await?;
        Ok(rows.into_iter().map(|row| MediaAsset::new(row, ctx.locale())).collect())
    }

    /// An address of the original of a picture, without its metadata, for 15 minutes; null if there is none. Team.
    async fn media_download_url(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ast_…`.")] id: ID,
    ) -> Result<Option<MediaDownload>> {
        let scope = ctx.read(Permission::ViewCatalog).await?.scope().clone();
        let Ok(id) = id.parse::<AssetId>() else { return Ok(None) };
        let address = ctx.aside(service::download_address(ctx.app(), &scope, id)).await?;
        Ok(address.map(|(url, expires_at)| MediaDownload { url, expires_at }))
    }
}

#[Object]
impl MediaMutation {
    /// Reserves a place for a picture and answers with the address of one PUT of exactly this type and length, which
    /// stands for 10 minutes. Team; for pictures of the storefront, owner and admin.
    async fn media_upload_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be uploaded.")] input: MediaUploadRequestInput,
    ) -> Result<MediaUploadRequestPayload> {
        let scope = ctx.mutate().await?;
        let wanted = wanted(scope, input);
        let begun = match wanted {
            Ok(wanted) => upload::request_upload(ctx.app(), scope, wanted).await,
            Err(error) => Err(error),
        };
        let (begun, user_errors) = payload(begun, ctx.locale())?;
        let Some(begun) = begun else {
            return Ok(MediaUploadRequestPayload { user_errors, ..MediaUploadRequestPayload::default() });
        };
        let headers = begun.put.headers.into_iter().map(|(name, value)| MediaHeader { name, value }).collect();
        Ok(MediaUploadRequestPayload {
            asset: Some(MediaAsset::new(begun.row, ctx.locale())),
            upload_url: Some(begun.put.url),
            upload_headers: headers,
            expires_at: Some(begun.expires_at),
            user_errors,
        })
    }

    /// Checks what was put: type, length, and that it is a sound picture. A clean copy without metadata is kept, and the
    /// public sizes follow within seconds. Repeating it is harmless. Team; for the storefront, owner and admin.
    async fn media_upload_complete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ast_…`.")] id: ID,
    ) -> Result<MediaUploadCompletePayload> {
        let (scope, id) = (ctx.mutate().await?, named(&id)?);
        let (asset, user_errors) = answer(ctx, upload::complete_upload(ctx.app(), scope, id).await)?;
        Ok(MediaUploadCompletePayload { asset, user_errors })
    }

    /// Changes a picture's description or its place among the others. Team; for the storefront, owner and admin.
    async fn media_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ast_…`.")] id: ID,
        #[graphql(desc = "What is to change.")] input: MediaUpdateInput,
    ) -> Result<MediaUpdatePayload> {
        let (scope, id) = (ctx.mutate().await?, named(&id)?);
        let alt = input.alt.map(|alt| alt.text("input.alt", rules::MAX_ALT)).transpose();
        let done = match alt {
            Ok(alt) => {
                change::update_picture(ctx.app(), scope, id, PictureChange { alt, position: input.position }).await
            }
            Err(error) => Err(error),
        };
        let (asset, user_errors) = answer(ctx, done)?;
        Ok(MediaUpdatePayload { asset, user_errors })
    }

    /// Deletes a picture with its objects. A storefront that showed it shows none. Team; for the storefront, owner and
    /// admin.
    async fn media_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`ast_…`.")] id: ID,
    ) -> Result<MediaDeletePayload> {
        let (scope, id) = (ctx.mutate().await?, named(&id)?);
        let (deleted, user_errors) = payload(change::delete_picture(ctx.app(), scope, id).await, ctx.locale())?;
        Ok(MediaDeletePayload { deleted_id: deleted.map(|id| id.to_string().into()), user_errors })
    }
}

fn named(id: &ID) -> crate::kernel::error::Result<AssetId> {
    id.parse().map_err(|_| Error::NotFound)
}

fn wanted(scope: &Scope, input: MediaUploadRequestInput) -> crate::kernel::error::Result<WantedUpload> {
    Ok(WantedUpload {
        subject: subject(scope, input.entity_type, input.entity_id.as_ref())?,
        content_type: input.content_type,
        byte_size: i64::from(input.byte_size),
        alt: input.alt.unwrap_or_default().text("input.alt", rules::MAX_ALT)?,
    })
}

fn subject(scope: &Scope, kind: MediaEntityType, id: Option<&ID>) -> crate::kernel::error::Result<Subject> {
    match (kind, id) {
        (MediaEntityType::Storefront, _) => Ok(Subject::Storefront(scope.tenant())),
        (MediaEntityType::CatalogItem, Some(id)) => Ok(Subject::Item(input_id::<ItemId>("input.entityId", id)?)),
        (MediaEntityType::CatalogItem, None) => {
            let message = Bilingual::new("لأي صنف؟", "Of which item?");
            Err(Error::invalid("input.entityId", ErrorCode::Required, message))
        }
    }
}

fn answer(
    ctx: &Context<'_>,
    result: crate::kernel::error::Result<entity::media::Model>,
) -> Result<(Option<MediaAsset>, Vec<UserError>)> {
    let (row, user_errors) = payload(result, ctx.locale())?;
    Ok((row.map(|row| MediaAsset::new(row, ctx.locale())), user_errors))
}
