//! What one request may ask: depth, cost, aliases, mutations. Judged before anything runs.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_graphql::{
    Name, Positioned, Request, Response, ServerError, ServerResult, ValidationResult,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextPrepareRequest, NextRequest, NextValidation},
    parser::types::{ExecutableDocument, FragmentDefinition, OperationType, Selection, SelectionSet},
    value,
};

use super::errors::refusal;

/// The limits of one request.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Nesting of data fields.
    pub depth: usize,
    /// Nesting below `__schema` and `__type`; the standard introspection is 15 deep.
    pub introspection_depth: usize,
    /// Aliased fields.
    pub aliases: usize,
    /// Fields of one mutation.
    pub mutations: usize,
    /// Static cost: every field 1, a list its `first` times its child.
    pub cost: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 12, introspection_depth: 20, aliases: 50, mutations: 10, cost: 6000 }
    }
}

impl ExtensionFactory for Limits {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Judge { limits: *self, cost: AtomicUsize::new(0) })
    }
}

struct Judge {
    limits: Limits,
    cost: AtomicUsize,
}

#[async_trait::async_trait]
impl Extension for Judge {
    async fn request(&self, ctx: &ExtensionContext<'_>, next: NextRequest<'_>) -> Response {
        let response = next.run(ctx).await;
        let requested = self.cost.load(Ordering::Relaxed);
        if requested == 0 {
            return response;
        }
        response.extension("cost", value!({ "requested": requested, "maximum": self.limits.cost }))
    }

    /// Judged before the library looks at the document: its own walk follows every spread of every fragment, which a text
    /// of one kilobyte can make a billion.
    async fn prepare_request(
        &self,
        ctx: &ExtensionContext<'_>,
        request: Request,
        next: NextPrepareRequest<'_>,
    ) -> ServerResult<Request> {
        let mut request = next.run(ctx, request).await?;
        self.limits.judge(request.parsed_query()?)?;
        Ok(request)
    }

    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let result = next.run(ctx).await?;
        self.cost.store(result.complexity, Ordering::Relaxed);
        if result.complexity > self.limits.cost {
            let text = format!("This query costs {}, the limit is {}", result.complexity, self.limits.cost);
            return Err(vec![refusal("QUERY_TOO_COSTLY", text)]);
        }
        Ok(result)
    }
}

impl Limits {
    /// Judges every operation of a document; fragments count wherever they are spread.
    fn judge(&self, document: &ExecutableDocument) -> ServerResult<()> {
        for (_, operation) in document.operations.iter() {
            let mut walk = Walk { limits: self, fragments: &document.fragments, aliases: 0, fields: 0, roots: 0 };
            walk.selections(&operation.node.selection_set.node, 1, self.depth, &mut Vec::new())?;
            let roots = walk.roots;
            if operation.node.ty == OperationType::Mutation && roots > self.mutations {
                return Err(refusal(
                    "QUERY_TOO_COSTLY",
                    format!("{roots} mutations in one request, the limit is {}", self.mutations),
                ));
            }
        }
        Ok(())
    }
}

/// Fields and fragments seen in one operation, fragments spread; past this a document is a bomb.
const MAX_FIELDS: usize = 5_000;

struct Walk<'a> {
    limits: &'a Limits,
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    aliases: usize,
    fields: usize,
    /// Fields of the root type, wherever they are written.
    roots: usize,
}

impl<'a> Walk<'a> {
    fn selections(
        &mut self,
        set: &'a SelectionSet,
        depth: usize,
        limit: usize,
        open: &mut Vec<&'a Name>,
    ) -> ServerResult<()> {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    let introspects = matches!(field.name.node.as_str(), "__schema" | "__type");
                    let limit = if introspects { self.limits.introspection_depth } else { limit };
                    self.count(field.alias.is_some())?;
                    self.roots += usize::from(depth == 1);
                    if depth > limit {
                        return Err(refusal("QUERY_TOO_COSTLY", format!("The query is nested deeper than {limit}")));
                    }
                    self.selections(&field.selection_set.node, depth + 1, limit, open)?;
                }
                Selection::InlineFragment(fragment) => {
                    self.count(false)?;
                    self.selections(&fragment.node.selection_set.node, depth, limit, open)?;
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    self.count(false)?;
                    if open.contains(&name) {
                        return Err(ServerError::new(format!("The fragment {name} spreads itself"), Some(spread.pos)));
                    }
                    // An unknown name is the validation's to refuse.
                    if let Some(fragment) = self.fragments.get(name) {
                        open.push(name);
                        self.selections(&fragment.node.selection_set.node, depth, limit, open)?;
                        open.pop();
                    }
                }
            }
        }
        Ok(())
    }

    fn count(&mut self, aliased: bool) -> ServerResult<()> {
        self.fields += 1;
        self.aliases += usize::from(aliased);
        if self.aliases > self.limits.aliases {
            return Err(refusal("QUERY_TOO_COSTLY", format!("More than {} aliases", self.limits.aliases)));
        }
        if self.fields > MAX_FIELDS {
            return Err(refusal("QUERY_TOO_COSTLY", format!("More than {MAX_FIELDS} fields")));
        }
        Ok(())
    }
}

/// The cost of a list: its page size (from literal or variable arguments) times what a row costs.
#[must_use]
pub fn list_cost(first: Option<i32>, last: Option<i32>, child: usize) -> usize {
    let size = first.or(last).unwrap_or(1).clamp(1, crate::kernel::page::MAX_PAGE);
    1 + usize::try_from(size).unwrap_or(1) * child
}
