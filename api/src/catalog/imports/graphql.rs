//! The fields of imports and exports.

use async_graphql::{ComplexObject, Context, ID, Object, Result};
use entity::ids::ImportId;

use super::{
    export, service,
    types::{
        CatalogExportPayload, CatalogImport, CatalogImportCommitPayload, CatalogImportPolicy, CatalogImportRow,
        CatalogImportRowStatus,
    },
};
use crate::{
    graphql::{context::RequestExt, types::payload},
    kernel::{error::Error, permission::Permission},
};

/// Queries over imports.
#[derive(Debug, Default)]
pub struct ImportsQuery;

#[Object]
impl ImportsQuery {
    /// The latest files of items, at most 20, the last one first. Team.
    #[graphql(complexity = "1 + 20 * child_complexity")]
    async fn catalog_imports(&self, ctx: &Context<'_>) -> Result<Vec<CatalogImport>> {
        Ok(service::list(&*ctx.read(Permission::EditCatalog).await?).await?)
    }

    /// One file of items; null if there is none. Team.
    async fn catalog_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`imp_…`, as the upload answered it.")] id: ID,
    ) -> Result<Option<CatalogImport>> {
        let read = ctx.read(Permission::EditCatalog).await?;
        match id.parse::<ImportId>() {
            Ok(id) => Ok(service::view(&*read, id).await?),
            Err(_) => Ok(None),
        }
    }
}

#[ComplexObject]
impl CatalogImport {
    /// Its rows in the file's order.
    #[graphql(complexity = "1 + usize::try_from(first).unwrap_or(1) * child_complexity")]
    async fn rows(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most this many, 1 to 200.")] first: i32,
        #[graphql(desc = "Only rows after this line of the file.")] after_line: Option<i32>,
        #[graphql(desc = "Only rows in this state.")] status: Option<CatalogImportRowStatus>,
    ) -> Result<Vec<CatalogImportRow>> {
        let read = ctx.read(Permission::EditCatalog).await?;
        Ok(service::rows(&read, self.key, first, after_line, status, ctx.locale()).await?)
    }
}

/// Acts on imports and exports.
#[derive(Debug, Default)]
pub struct ImportsMutation;

#[Object]
impl ImportsMutation {
    /// Writes a file that was judged. Ask for the import again to see how far it is. Team.
    async fn catalog_import_commit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`imp_…`.")] id: ID,
        #[graphql(desc = "What becomes of a file with bad rows.")] policy: CatalogImportPolicy,
    ) -> Result<CatalogImportCommitPayload> {
        let scope = ctx.mutate().await?;
        let id = id.parse::<ImportId>().map_err(|_| Error::NotFound)?;
        let (done, user_errors) = payload(service::commit(ctx.app(), scope, id, policy).await, ctx.locale())?;
        let import = match done {
            Some(()) => service::view(&*ctx.read(Permission::EditCatalog).await?, id).await?,
            None => None,
        };
        Ok(CatalogImportCommitPayload { import, user_errors })
    }

    /// A ticket for the catalog as a file, in the form that an import takes. Team.
    async fn catalog_export(&self, ctx: &Context<'_>) -> Result<CatalogExportPayload> {
        let made = export::ticket(ctx.app(), ctx.mutate().await?).await;
        let (ticket, user_errors) = payload(made, ctx.locale())?;
        let url = ticket.as_ref().map(|_| export::PATH.to_owned());
        Ok(CatalogExportPayload { ticket, url, user_errors })
    }
}
