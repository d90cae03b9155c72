//! The middles of pages: collections, properties, features, as tables, with a picture of the features.

use std::fmt::Write;

use super::collection_document::CollectionDocument;
use super::items_query::ItemsQuery;
use super::page::{Crumb, Page};
use super::picture_of::picture;
use crate::domain::draft::Draft;
use crate::export::html::escaped;
use crate::features::collection::Collection;
use crate::features::query;
use crate::features::rows::Rows;
use crate::features::schema::Property;
use crate::features::value::Value;
use crate::http::link::Link;
use crate::http::state::app::App;

/// Columns that every row of a table would repeat; the page says them once.
const SAID_ONCE: [&str; 4] = ["draft", "scenario", "status", "caveat"];

/// Features that are shown to people.
pub(super) struct Shown<'a> {
    pub(super) rows: &'a dyn Rows,
    pub(super) collection: Collection,
    pub(super) draft: &'a Draft,
    pub(super) base: &'a str,
}

impl Shown<'_> {
    /// A page of features.
    pub(super) fn items(&self, app: &App, page: &query::Page, asked: &ItemsQuery, links: &[Link]) -> String {
        let crumbs = [
            Crumb::home(self.base),
            Crumb::collections(self.base),
            Crumb::collection(self.base, self.collection),
        ];
        let title = self.collection.title();
        let frame = Page::new(app, self.draft, title, &crumbs, links);
        let mut body = picture(self.rows, &page.rows, &|row| self.href(row), &|row| self.name(row));
        let (first, count) = (asked.query.offset, page.rows.len());
        let shown = match (page.matched, count) {
            (0, _) => "No feature fits.".to_owned(),
            (matched, 0) => format!("{matched} features fit; this page is beyond the last."),
            (matched, _) => format!("{} to {} of {matched} features.", first + 1, first + count),
        };
        let _written = write!(body, "<p>{shown}</p>{}", pages(links));
        body.push_str(&self.table(&page.rows, &asked.wanted.writing.columns));
        body.push_str(&pages(links));
        frame.around(&body)
    }

    /// A page of one feature.
    pub(super) fn item(&self, app: &App, row: usize, links: &[Link]) -> String {
        let crumbs = [
            Crumb::home(self.base),
            Crumb::collections(self.base),
            Crumb::collection(self.base, self.collection),
            Crumb::items(self.base, self.collection),
        ];
        let frame = Page::new(app, self.draft, &self.name(row), &crumbs, links);
        let mut body = picture(self.rows, &[row], &|row| self.href(row), &|row| self.name(row));
        body.push_str("<div class=\"scroll\" tabindex=\"0\"><table><tbody>");
        for (column, property) in self.rows.properties().iter().enumerate() {
            let (class, text) = cell(&self.rows.value(row, column));
            let _written = write!(
                body,
                "<tr><th scope=\"row\">{}</th><td{class}>{text}</td><td>{}</td></tr>",
                property.name,
                escaped(property.description)
            );
        }
        body.push_str("</tbody></table></div>");
        frame.around(&body)
    }

    fn table(&self, rows: &[usize], columns: &[usize]) -> String {
        let properties = self.rows.properties();
        // A practice has a status of its own.
        let said_once =
            if self.collection == Collection::Practices { &SAID_ONCE[..0] } else { &SAID_ONCE[..] };
        let is_shown = |column: &&usize| !said_once.contains(&properties[**column].name);
        let columns: Vec<usize> = columns.iter().filter(is_shown).copied().collect();
        let mut table = String::from("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
        for column in &columns {
            let property = properties[*column];
            let (name, about) = (property.name, escaped(property.description));
            let _written = write!(table, "<th scope=\"col\" title=\"{about}\">{name}</th>");
        }
        table.push_str("</tr></thead><tbody>");
        for row in rows {
            table.push_str("<tr>");
            for column in &columns {
                let (class, text) = cell(&self.rows.value(*row, *column));
                let _written = if *column == 0 {
                    write!(table, "<th scope=\"row\"><a href=\"{}\">{text}</a></th>", self.href(*row))
                } else {
                    write!(table, "<td{class}>{text}</td>")
                };
            }
            table.push_str("</tr>");
        }
        table.push_str("</tbody></table></div>");
        table
    }

    /// The page of one feature, by the same boundaries, ready for an attribute.
    fn href(&self, row: usize) -> String {
        let id = match self.rows.value(row, 0) {
            Value::Text(id) => form_urlencoded::byte_serialize(id.as_bytes()).collect::<String>(),
            _ => String::new(),
        };
        let by = match &self.draft.scenario {
            Some(_) => format!("scenario={}", self.draft.id),
            None => format!("draft={}", self.draft.id),
        };
        escaped(&format!("{}/collections/{}/items/{id}?{by}&f=html", self.base, self.collection))
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
pub(super) fn collections(collections: &[CollectionDocument], base: &str) -> String {
    let mut list = String::from("<dl>");
    for collection in collections {
        let _written = write!(
            list,
            "<dt><a href=\"{}/collections/{}?f=html\">{}</a></dt><dd>{}</dd>",
            escaped(base),
            collection.id,
            escaped(&collection.title),
            escaped(&collection.description)
        );
    }
    list + "</dl>"
}

/// One collection.
pub(super) fn collection(collection: &CollectionDocument, properties: &[Property], base: &str) -> String {
    let (base, id) = (escaped(base), collection.id);
    format!(
        "<p>{}</p><p><a href=\"{base}/collections/{id}/items?f=html\">See the features</a></p><h2>Properties</h2>{}",
        escaped(&collection.description),
        self::properties(properties)
    )
}

/// What the properties of a collection mean.
pub(super) fn properties(properties: &[Property]) -> String {
    let mut table = String::from(
        "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">Property</th>\
         <th scope=\"col\">Kind</th><th scope=\"col\">Meaning</th></tr></thead><tbody>",
    );
    for property in properties {
        let _written = write!(
            table,
            "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}</td></tr>",
            property.name,
            property.kind.as_str(),
            escaped(property.description)
        );
    }
    table + "</tbody></table></div>"
}

fn pages(links: &[Link]) -> String {
    let mut list = String::new();
    for (rel, name) in [("prev", "Previous page"), ("next", "Next page")] {
        if let Some(link) = links.iter().find(|link| link.rel == rel) {
            let _written =
                write!(list, "<li><a rel=\"{rel}\" href=\"{}\">{name}</a></li>", escaped(&link.href));
        }
    }
    if list.is_empty() {
        list
    } else {
        format!("<nav aria-label=\"Pages\"><ul class=\"pages\">{list}</ul></nav>")
    }
}

fn cell(value: &Value<'_>) -> (&'static str, String) {
    match value {
        Value::Null => ("", "–".to_owned()),
        Value::Text(text) => ("", escaped(text)),
        Value::Integer(number) => (" class=\"number\"", number.to_string()),
        Value::Number(number) => (" class=\"number\"", rounded(*number)),
        Value::Boolean(is) => ("", if *is { "yes" } else { "no" }.to_owned()),
    }
}

/// To four significant decimals at most, for a reader; the data has them all.
fn rounded(number: f64) -> String {
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
