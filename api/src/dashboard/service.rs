//! Use cases over figures.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::{Decimal, RoundingStrategy};

use super::{
    rules::{self, Range},
    store,
    types::{
        AiUsageMonth, ChannelFigures, ChannelKind, CountAndSum, DashboardSummary, DateRange, Figures, Interval,
        SubmissionsBucket, SubmissionsOverTime, TopItem,
    },
};
use crate::{
    graphql::types::{DecimalString, LocalDate, LocalizedTextType, MoneyType},
    kernel::{
        clock::day_start,
        db::TenantConn,
        error::{Error, ErrorCode, Result},
        money::{Currency, Money},
        text::{Bilingual, Locale},
    },
    storefront,
    submissions::types::Channel,
};

/// Sources told one by one; the rest are told together.
const MOST_CHANNELS: usize = 100;
/// The channels of the storefront itself; the others are the team's records.
const PUBLIC_CHANNELS: [&str; 2] = ["web", "assistant"];

/// How many and how much.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Sum {
    n: i64,
    amount: Decimal,
}

impl Sum {
    fn add(&mut self, n: i64, amount: Decimal) {
        self.n += n;
        self.amount += amount;
    }

    fn public(self, currency: Currency) -> Result<CountAndSum> {
        Ok(CountAndSum { count: whole(self.n), sum: MoneyType::from(Money::new(self.amount, currency)?) })
    }
}

fn whole(n: i64) -> i32 {
    i32::try_from(n).unwrap_or(if n < 0 { i32::MIN } else { i32::MAX })
}

/// `part / whole` to four digits.
fn rate(part: i64, of: i64) -> Option<DecimalString> {
    (of > 0).then(|| {
        let exact = Decimal::from(part) / Decimal::from(of);
        DecimalString(format!("{:.4}", exact.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero)))
    })
}

/// The figures of a range and of the one before.
pub(super) async fn summary(conn: &impl TenantConn, range: Range) -> Result<DashboardSummary> {
    let (tenant, _) = storefront::service::terms(conn).await?;
    let currency = Currency::parse(&tenant.currency)?;
    Ok(DashboardSummary {
        current: figures(conn, range, currency).await?,
        previous: figures(conn, range.before(), currency).await?,
    })
}

async fn figures(conn: &impl TenantConn, range: Range, currency: Currency) -> Result<Figures> {
    let mut sums: HashMap<String, Sum> = HashMap::new();
    for row in store::list_sums(conn, range).await? {
        sums.entry(row.kind).or_default().add(row.n, row.amount);
    }
    let of = |kind: &str| sums.get(kind).copied().unwrap_or_default();
    let visits = of("visit").n;
    let conversions = of("last:order").n + of("last:donation").n + of("last:pledge").n;
    Ok(Figures {
        range: DateRange::new(range.from, range.to),
        orders: of("order").public(currency)?,
        donations: of("donation").public(currency)?,
        donations_received: of("donation_received").public(currency)?,
        pledges: of("pledge").public(currency)?,
        pledges_paid: of("pledge_paid").public(currency)?,
        visits: whole(visits),
        conversions: whole(conversions),
        conversion_rate: rate(conversions, visits),
    })
}

/// What one source adds up to.
#[derive(Debug, Clone, Copy, Default)]
struct Source {
    visits: i64,
    submitted: Sum,
    converted: i64,
    first: i64,
}

type SourceKey = (ChannelKind, Option<String>, Option<Channel>);

/// Visits and submissions of a range by where they came from, most submissions first.
pub(super) async fn channels(conn: &impl TenantConn, range: Range) -> Result<Vec<ChannelFigures>> {
    let (tenant, _) = storefront::service::terms(conn).await?;
    let currency = Currency::parse(&tenant.currency)?;
    let mut sources: HashMap<SourceKey, Source> = HashMap::new();
    // What came in by the storefront, less what came with a visit, came from nobody knows where.
    let mut unknown = Sum::default();
    for row in store::list_sources(conn, range).await? {
        let touched = || {
            let (kind, name) = rules::channel(&row.source);
            (kind, name, None)
        };
        match row.kind.as_str() {
            "visit" => sources.entry(touched()).or_default().visits += row.n,
            "first" => sources.entry(touched()).or_default().first += row.n,
            "last" => {
                let source = sources.entry(touched()).or_default();
                source.submitted.add(row.n, row.amount);
                source.converted += row.n;
                unknown.add(-row.n, -row.amount);
            }
            _ if PUBLIC_CHANNELS.contains(&row.source.as_str()) => unknown.add(row.n, row.amount),
            _ => {
                let key = (ChannelKind::Team, None, Some(Channel::parse(&row.source)));
                sources.entry(key).or_default().submitted.add(row.n, row.amount);
            }
        }
    }
    if unknown != Sum::default() {
        sources.insert((ChannelKind::Unknown, None, None), Source { submitted: unknown, ..Source::default() });
    }
    told(sources, currency)
}

/// Sorted, and cut after the hundredth.
fn told(sources: HashMap<SourceKey, Source>, currency: Currency) -> Result<Vec<ChannelFigures>> {
    let mut sorted: Vec<(SourceKey, Source)> = sources.into_iter().collect();
    sorted.sort_by(|(a, x), (b, y)| {
        (y.submitted.n, y.visits).cmp(&(x.submitted.n, x.visits)).then_with(|| a.1.cmp(&b.1))
    });
    if sorted.len() > MOST_CHANNELS {
        let mut rest = Source::default();
        for (_, source) in sorted.drain(MOST_CHANNELS - 1..) {
            rest.visits += source.visits;
            rest.submitted.add(source.submitted.n, source.submitted.amount);
            rest.converted += source.converted;
            rest.first += source.first;
        }
        sorted.push(((ChannelKind::Other, None, None), rest));
    }
    sorted
        .into_iter()
        .map(|((kind, name, channel), source)| {
            let sum = source.submitted.public(currency)?;
            Ok(ChannelFigures {
                kind,
                source: name,
                channel,
                visits: whole(source.visits),
                submissions: sum.count,
                conversions: whole(source.converted),
                first_touch: whole(source.first),
                rate: rate(source.converted, source.visits),
                sum: sum.sum,
            })
        })
        .collect()
}

/// What came in over a range and the one before, interval by interval.
pub(super) async fn over_time(conn: &impl TenantConn, range: Range, interval: Interval) -> Result<SubmissionsOverTime> {
    range.check_for(interval)?;
    let (tenant, _) = storefront::service::terms(conn).await?;
    let currency = Currency::parse(&tenant.currency)?;
    let zone = tenant.time_zone.as_str();
    if interval == Interval::Hour {
        return Ok(SubmissionsOverTime {
            current: by_hour(conn, range, zone, currency).await?,
            previous: by_hour(conn, range.before(), zone, currency).await?,
        });
    }
    Ok(SubmissionsOverTime {
        current: by_day(conn, range, interval, zone, currency).await?,
        previous: by_day(conn, range.before(), interval, zone, currency).await?,
    })
}

/// Sums of the three kinds of submission.
type Kinds = HashMap<String, Sum>;

fn bucket(start: DateTime<Utc>, date: NaiveDate, sums: &Kinds, currency: Currency) -> Result<SubmissionsBucket> {
    let of = |kind: &str| sums.get(kind).copied().unwrap_or_default().public(currency);
    Ok(SubmissionsBucket {
        start,
        date: LocalDate(date),
        orders: of("order")?,
        donations: of("donation")?,
        pledges: of("pledge")?,
    })
}

async fn by_day(
    conn: &impl TenantConn,
    range: Range,
    interval: Interval,
    zone: &str,
    currency: Currency,
) -> Result<Vec<SubmissionsBucket>> {
    let starts = range.starts(interval);
    let mut sums = vec![Kinds::new(); starts.len()];
    for row in store::list_days(conn, range).await? {
        let at = starts.partition_point(|start| *start <= row.day).saturating_sub(1);
        if let Some(kinds) = sums.get_mut(at) {
            kinds.entry(row.kind).or_default().add(row.n, row.amount);
        }
    }
    starts.iter().zip(&sums).map(|(day, kinds)| bucket(day_start(*day, zone), *day, kinds, currency)).collect()
}

async fn by_hour(
    conn: &impl TenantConn,
    range: Range,
    zone: &str,
    currency: Currency,
) -> Result<Vec<SubmissionsBucket>> {
    let (from, before) = range.instants(zone);
    // A day has 23 or 25 hours when clocks are changed.
    let hours = usize::try_from(((before - from).num_seconds() + 3_599) / 3_600).unwrap_or(0);
    let mut sums = vec![Kinds::new(); hours];
    for row in store::list_hours(conn, from, before).await? {
        if let Some(kinds) = usize::try_from(row.hour).ok().and_then(|hour| sums.get_mut(hour)) {
            kinds.entry(row.kind).or_default().add(row.n, row.amount);
        }
    }
    let mut start = from;
    sums.iter()
        .map(|kinds| {
            let made = bucket(start, crate::kernel::clock::local_day(start, zone), kinds, currency);
            start += chrono::TimeDelta::hours(1);
            made
        })
        .collect()
}

/// The items of a range that brought most.
pub(super) async fn top_items(
    conn: &impl TenantConn,
    range: Range,
    first: i32,
    locale: Locale,
) -> Result<Vec<TopItem>> {
    let (tenant, _) = storefront::service::terms(conn).await?;
    let currency = Currency::parse(&tenant.currency)?;
    store::list_items(conn, range, i64::from(first.clamp(1, 50)))
        .await?
        .into_iter()
        .map(|row| {
            let sum = Sum { n: row.n, amount: row.amount }.public(currency)?;
            Ok(TopItem {
                id: row.id.to_string().into(),
                name: row.name.map(|name| LocalizedTextType::new(name, locale)),
                pieces: sum.count,
                sum: sum.sum,
            })
        })
        .collect()
}

/// What the assistant used and cost, month by month up to `now`, oldest first.
///
/// # Errors
/// `OUT_OF_RANGE` unless it is 1 to 24 months.
pub(super) async fn ai_usage(conn: &impl TenantConn, now: DateTime<Utc>, months: i32) -> Result<Vec<AiUsageMonth>> {
    if !(1..=24).contains(&months) {
        let message = Bilingual::new("من شهر إلى 24 شهرًا", "1 to 24 months");
        return Err(Error::invalid("months", ErrorCode::OutOfRange, message));
    }
    let (tenant, _) = storefront::service::terms(conn).await?;
    let rows = store::list_ai_months(conn, &tenant.time_zone, now, months).await?;
    let month = |row: store::AiMonthRow| AiUsageMonth {
        month: LocalDate(row.month),
        answers: whole(row.answers),
        failures: whole(row.failures),
        input_tokens: whole(row.input_tokens),
        output_tokens: whole(row.output_tokens),
        cost_usd: DecimalString(format!("{:.6}", row.cost_usd)),
    };
    Ok(rows.into_iter().map(month).collect())
}
