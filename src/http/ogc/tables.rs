//! The middles of pages: collections, properties, features, as tables, with a picture of the features.

use std::borrow::Cow;

use maud::{Markup, html};

use super::collection_document::CollectionDocument;
use super::items_query::ItemsQuery;
use super::page::{Crumb, Page};
use super::picture_of::picture;
use crate::domain::draft::Draft;
use crate::features::collection::Collection;
use crate::features::query;
use crate::features::rows::Rows;
use crate::features::schema::Property;
use crate::features::value::Value;
use crate::http::link::{Link, LinkBase};
use crate::http::state::app::App;
use crate::markup::table::{headings, scrolled};

/// Columns that every row of a table would repeat; the page says them once.
const SAID_ONCE: [&str; 4] = ["draft", "scenario", "status", "caveat"];

/// Features that are shown to people.
pub(super) struct Shown<'a> {
    pub(super) rows: &'a dyn Rows,
    pub(super) collection: Collection,
    pub(super) draft: &'a Draft,
    pub(super) base: &'a LinkBase,
}

impl Shown<'_> {
    /// A page of features.
    pub(super) fn items(
        &self,
        app: &App,
        page: &query::PageOfRows,
        asked: &ItemsQuery,
        links: &[Link],
    ) -> String {
        let crumbs = [
            Crumb::home(self.base),
            Crumb::collections(self.base),
            Crumb::collection(self.base, self.collection),
        ];
        let title = self.collection.title();
        let frame = Page::new(app, self.base, self.draft, title, &crumbs, links);
        let (first, count) = (asked.query.offset, page.rows.len());
        let shown = match (page.matched, count) {
            (0, _) => "No feature fits.".to_owned(),
            (matched, 0) => format!("{matched} features fit; this page is beyond the last."),
            (matched, _) => format!("{} to {} of {matched} features.", first + 1, first + count),
        };
        let neighbours = pages(links);
        frame.around(&html! {
            (picture(self.rows, &page.rows, &|row| self.href(row), &|row| self.name(row)))
            p { (shown) }
            (neighbours)
            (self.table(&page.rows, &asked.wanted.writing.columns))
            (neighbours)
        })
    }

    /// A page of one feature.
    pub(super) fn item(&self, app: &App, row: usize, links: &[Link]) -> String {
        let crumbs = [
            Crumb::home(self.base),
            Crumb::collections(self.base),
            Crumb::collection(self.base, self.collection),
            Crumb::items(self.base, self.collection),
        ];
        let frame = Page::new(app, self.base, self.draft, &self.name(row), &crumbs, links);
        let properties = self.rows.properties();
        let rows = html! {
            @for (column, property) in properties.iter().enumerate() {
                tr {
                    th scope="row" { (property.name) }
                    (cell(&self.rows.value(row, column)))
                    td { (property.description) }
                }
            }
        };
        frame.around(&html! {
            (picture(self.rows, &[row], &|row| self.href(row), &|row| self.name(row)))
            (scrolled(&html! {}, &rows))
        })
    }

    fn table(&self, rows: &[usize], columns: &[usize]) -> Markup {
        let properties = self.rows.properties();
        // A practice has a status of its own.
        let said_once =
            if self.collection == Collection::Practices { &SAID_ONCE[..0] } else { &SAID_ONCE[..] };
        // Details are on the page of each feature, and here where they were asked for.
        let is_chosen = columns.len() < properties.len();
        let is_shown = |column: &&usize| {
            let property = &properties[**column];
            !said_once.contains(&property.name) && (is_chosen || !property.is_detail)
        };
        let columns: Vec<usize> = columns.iter().filter(is_shown).copied().collect();
        let head = html! {
            @for property in columns.iter().map(|column| &properties[*column]) {
                th scope="col" title=(property.description) { (property.name) }
            }
        };
        let rows = html! {
            @for row in rows {
                tr {
                    @for column in &columns {
                        @let value = self.rows.value(*row, *column);
                        @if *column == 0 {
                            th scope="row" { a href=(self.href(*row)) { (text(&value)) } }
                        } @else {
                            (cell(&value))
                        }
                    }
                }
            }
        };
        scrolled(&head, &rows)
    }

    /// The page of one feature, by the same boundaries.
    fn href(&self, row: usize) -> String {
        let id = match self.rows.value(row, 0) {
            Value::Text(id) => form_urlencoded::byte_serialize(id.as_bytes()).collect::<String>(),
            _ => String::new(),
        };
        let by = match &self.draft.scenario {
            Some(_) => format!("scenario={}", self.draft.id),
            None => format!("draft={}", self.draft.id),
        };
        format!("{}/collections/{}/items/{id}?{by}&f=html", self.base.address, self.collection)
    }

    /// What a feature is called: its name where it has one, else its id.
    fn name(&self, row: usize) -> String {
        let names = ["name", "postcode", "id"];
        let properties = self.rows.properties();
        let column = names.iter().find_map(|name| properties.iter().position(|it| it.name == *name));
        match self.rows.value(row, column.unwrap_or(0)) {
            Value::Text(name) => name.into_owned(),
            _ => String::new(),
        }
    }
}

/// All collections.
pub(super) fn collections(collections: &[CollectionDocument], base: &LinkBase) -> Markup {
    html! {
        dl {
            @for collection in collections {
                dt { a href=(base.url(&format!("/collections/{}?f=html", collection.id))) { (collection.title) } }
                dd { (collection.description) }
            }
        }
    }
}

/// One collection.
pub(super) fn collection(
    collection: &CollectionDocument,
    properties: &[Property],
    base: &LinkBase,
) -> Markup {
    let items = base.url(&format!("/collections/{}/items?f=html", collection.id));
    html! {
        p { (collection.description) }
        p { a href=(items) { "See the features" } }
        h2 { "Properties" }
        (self::properties(properties))
    }
}

/// What the properties of a collection mean.
pub(super) fn properties(properties: &[Property]) -> Markup {
    let rows = html! {
        @for property in properties {
            tr {
                th scope="row" { code { (property.name) } }
                td { (property.kind.as_str()) }
                td { (property.description) }
            }
        }
    };
    scrolled(&headings(&["Property", "Kind", "Meaning"]), &rows)
}

/// The way to the pages before and after this one; nothing where there is neither.
fn pages(links: &[Link]) -> Markup {
    let link = |rel: &str| links.iter().find(|link| link.rel == rel);
    let neighbours = [("Previous page", link("prev")), ("Next page", link("next"))];
    if neighbours.iter().all(|(_, link)| link.is_none()) {
        return Markup::default();
    }
    html! {
        nav aria-label="Pages" {
            ul class="pages" {
                @for (name, link) in neighbours {
                    @if let Some(link) = link { li { a rel=(link.rel) href=(link.href) { (name) } } }
                }
            }
        }
    }
}

fn cell(value: &Value<'_>) -> Markup {
    let class = matches!(value, Value::Integer(_) | Value::Number(_)).then_some("number");
    html! { td class=[class] { (text(value)) } }
}

/// A value as people read it.
fn text<'a>(value: &'a Value<'_>) -> Cow<'a, str> {
    match value {
        Value::Null => "–".into(),
        Value::Text(text) => text.as_ref().into(),
        Value::Integer(number) => number.to_string().into(),
        Value::Number(number) => rounded(*number).into(),
        Value::Boolean(is) => if *is { "yes" } else { "no" }.into(),
    }
}

/// To four significant decimals at most, for a reader; the data has them all.
fn rounded(number: f64) -> String {
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
