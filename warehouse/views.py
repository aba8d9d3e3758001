"""Create the views of the contract; the same SQL on SQLite and PostgreSQL, the exact quotient apart."""

from __future__ import annotations

from sqlalchemy import Connection

from transforms.records import MEASURES

COUNTS = tuple(measure for measure in MEASURES if measure != "answered_rate")


def thousandths(dialect: str, column: str) -> str:
    """Write thousandths as a number: whole where it is whole, else with its decimals."""
    if dialect == "postgresql":
        return f"trim_scale({column} / 1000.0)"
    return f"CASE WHEN {column} % 1000 = 0 THEN {column} / 1000 ELSE {column} / 1000.0 END"


def documents(_: str) -> str:
    """List each file ever taken in; a duplicate's reason names the first file."""
    return """
        SELECT f.document_id, f.file_name, d.media_type, d.bytes, d.pages, f.received_at, d.text_source,
               CASE WHEN f.duplicate_of IS NULL THEN d.outcome ELSE 'duplicate' END AS outcome,
               CASE WHEN f.duplicate_of IS NULL THEN d.reason
                    ELSE 'Trùng nội dung với tệp ' || f.duplicate_of || '.' END AS reason
        FROM fact_files f JOIN fact_documents d ON d.document_id = f.document_id"""


def reports(_: str) -> str:
    """List the reports that count now; also those of unknown unit or period, which enter no total."""
    return """
        SELECT r.report_id, r.document_id, f.file_name, r.commune_code, c.commune_name, r.period,
               r.symbol, r.issued_on, r.version,
               (SELECT COUNT(*) FROM fact_findings g
                WHERE g.document_id = r.document_id AND g.severity = 'error' AND g.status = 'open') AS open_errors,
               (SELECT COUNT(*) FROM fact_findings g
                WHERE g.document_id = r.document_id AND g.severity = 'warning' AND g.status = 'open') AS open_warnings
        FROM fact_reports r
        JOIN fact_files f ON f.document_id = r.document_id AND f.duplicate_of IS NULL
        LEFT JOIN dim_communes c ON c.commune_code = r.commune_code
        WHERE r.counts"""


def session_statistics(dialect: str) -> str:
    """Give each report one row with the 14 measures; NULL where it does not state one."""
    whole, value = "f.value_thousandths / 1000", thousandths(dialect, "f.value_thousandths")
    columns = ", ".join(
        f"MAX(CASE WHEN f.measure = '{m}' THEN {whole if m in COUNTS else value} END) AS {m}" for m in MEASURES
    )
    return f"""
        SELECT r.report_id, r.commune_code, c.commune_name, r.period, {columns}
        FROM fact_reports r
        LEFT JOIN dim_communes c ON c.commune_code = r.commune_code
        LEFT JOIN fact_figures f ON f.report_id = r.report_id AND f.category IS NULL
        WHERE r.counts
        GROUP BY r.report_id, r.commune_code, c.commune_name, r.period"""


def category_counts(_: str) -> str:
    """Give each category that a report mentions one row."""
    return """
        SELECT r.report_id, r.commune_code, r.period, f.category,
               MAX(CASE WHEN f.measure = 'raised' THEN f.value_thousandths / 1000 END) AS raised,
               MAX(CASE WHEN f.measure = 'answered' THEN f.value_thousandths / 1000 END) AS answered
        FROM fact_reports r JOIN fact_figures f ON f.report_id = r.report_id AND f.category IS NOT NULL
        WHERE r.counts
        GROUP BY r.report_id, r.commune_code, r.period, f.category"""


def figures(dialect: str) -> str:
    """List each figure of the reports that count now, with its address."""
    return f"""
        SELECT f.figure_id, f.report_id, f.measure, f.category,
               {thousandths(dialect, "f.value_thousandths")} AS value,
               {thousandths(dialect, "f.extracted_thousandths")} AS value_extracted,
               f.printed, f.method, {thousandths(dialect, "f.confidence_thousandths")} AS confidence, f.status,
               f.page, f.block, f.char_start, f.char_end, f.quote, f.x0, f.y0, f.x1, f.y1
        FROM fact_figures f JOIN fact_reports r ON r.report_id = f.report_id
        WHERE r.counts"""


def discrepancies(_: str) -> str:
    """List each finding; one about a document that no longer counts is resolved.

    Where the document does not tell the period, it is the one of the run that took it in.
    """
    return """
        SELECT g.finding_id AS discrepancy_id, g.document_id, COALESCE(g.file_name, f.file_name) AS file_name,
               r.report_id, COALESCE(r.commune_code, d.commune_code) AS commune_code,
               COALESCE(r.period, d.expected_period) AS period,
               g.rule, g.severity, g.measure, g.category, g.stated, g.expected, g.message,
               CASE WHEN d.outcome = 'superseded' AND g.status = 'open' THEN 'resolved' ELSE g.status END AS status,
               g.decided_by, g.decided_at, g.note
        FROM fact_findings g
        JOIN fact_documents d ON d.document_id = g.document_id
        JOIN fact_files f ON f.document_id = g.document_id AND f.duplicate_of IS NULL
        LEFT JOIN fact_reports r ON r.document_id = g.document_id"""


def petitions(_: str) -> str:
    """List the items of section 2.3 of the reports that count now."""
    return """
        SELECT p.report_id, r.commune_code, r.period, p.ordinal, p.text, p.category, p.topic
        FROM fact_petitions p JOIN fact_reports r ON r.report_id = p.report_id
        WHERE r.counts"""


def narratives(_: str) -> str:
    """List the paragraphs of the other sections of the reports that count now."""
    return """
        SELECT n.report_id, r.commune_code, r.period, n.section, n.ordinal, n.text
        FROM fact_narratives n JOIN fact_reports r ON r.report_id = n.report_id
        WHERE r.counts"""


def province_totals(dialect: str) -> str:
    """Add up the reports that count for exactly this period, of known units only.

    ``answered_rate`` is no sum: 100 × opinions_answered / opinions over the reports that state both, to three decimals.
    """
    return f"""
        WITH counting AS (
            SELECT r.report_id, r.period FROM fact_reports r
            WHERE r.counts AND r.commune_code IS NOT NULL AND r.period IS NOT NULL),
        periods AS (SELECT period FROM counting UNION SELECT period FROM expected_periods),
        size AS (SELECT p.period, COUNT(c.report_id) AS reports, (SELECT COUNT(*) FROM dim_communes) AS units
                 FROM periods p LEFT JOIN counting c ON c.period = p.period GROUP BY p.period),
        cells AS (
            SELECT m.measure, k.category FROM dim_measures m LEFT JOIN dim_categories k ON m.by_category),
        totals AS (SELECT c.period, f.measure, f.category, SUM(f.value_thousandths) AS total, COUNT(*) AS reports
                   FROM counting c JOIN fact_figures f ON f.report_id = c.report_id
                   GROUP BY c.period, f.measure, f.category),
        both_stated AS (SELECT c.period, COUNT(*) AS reports, CASE WHEN SUM(o.value_thousandths) > 0 THEN
                   CAST((SUM(a.value_thousandths) * 100000 + SUM(o.value_thousandths) / 2) AS BIGINT)
                   / CAST(SUM(o.value_thousandths) AS BIGINT) END AS rate
                 FROM counting c
                 JOIN fact_figures o ON o.report_id = c.report_id AND o.measure = 'opinions'
                 JOIN fact_figures a ON a.report_id = c.report_id AND a.measure = 'opinions_answered'
                 GROUP BY c.period),
        found AS (SELECT s.period, m.measure, m.category,
                         CAST(CASE WHEN m.measure = 'answered_rate' THEN b.rate ELSE t.total END AS BIGINT)
                             AS thousandths,
                         COALESCE(CASE WHEN m.measure = 'answered_rate' THEN b.reports ELSE t.reports END, 0)
                             AS reports_counted,
                         s.reports, s.units
                  FROM size s CROSS JOIN cells m
                  LEFT JOIN totals t ON t.period = s.period AND t.measure = m.measure
                       AND COALESCE(t.category, '') = COALESCE(m.category, '')
                  LEFT JOIN both_stated b ON b.period = s.period)
        SELECT period, measure, category, {thousandths(dialect, "thousandths")} AS value, reports_counted,
               reports - reports_counted AS reports_not_stating, units - reports AS reports_missing
        FROM found"""


def reporting_status(_: str) -> str:
    """Say of each unit and expected period: received, late (its first version came after due_on), rejected, missing."""
    return """
        WITH arrived AS (
            SELECT r.commune_code, r.period, MIN(f.received_at) AS first_at,
                   MAX(CASE WHEN r.counts THEN f.received_at END) AS received_at,
                   MAX(CASE WHEN r.counts THEN f.file_name END) AS file_name
            FROM fact_reports r JOIN fact_files f ON f.document_id = r.document_id AND f.duplicate_of IS NULL
            WHERE r.commune_code IS NOT NULL AND r.period IS NOT NULL
            GROUP BY r.commune_code, r.period),
        refused AS (
            SELECT d.commune_code, d.expected_period AS period,
                   MAX(f.received_at) AS received_at, MAX(f.file_name) AS file_name
            FROM fact_documents d JOIN fact_files f ON f.document_id = d.document_id AND f.duplicate_of IS NULL
            WHERE d.outcome = 'rejected' AND d.commune_code IS NOT NULL
            GROUP BY d.commune_code, d.expected_period)
        SELECT c.commune_code, c.commune_name, e.period,
               CASE WHEN e.due_on IS NOT NULL AND SUBSTR(a.first_at, 1, 10) > e.due_on THEN 'late'
                    WHEN a.first_at IS NOT NULL THEN 'received'
                    WHEN x.received_at IS NOT NULL THEN 'rejected'
                    ELSE 'missing' END AS status,
               COALESCE(a.received_at, x.received_at) AS received_at, COALESCE(a.file_name, x.file_name) AS file_name
        FROM dim_communes c CROSS JOIN expected_periods e
        LEFT JOIN arrived a ON a.commune_code = c.commune_code AND a.period = e.period
        LEFT JOIN refused x ON x.commune_code = c.commune_code AND x.period = e.period"""


def editions(_: str) -> str:
    """List each published province report."""
    return (
        "SELECT edition_id, period, number, published_at, published_by, figures_digest, file_digests FROM log_editions"
    )


VIEWS = (
    documents,
    reports,
    session_statistics,
    category_counts,
    figures,
    discrepancies,
    petitions,
    narratives,
    province_totals,
    reporting_status,
    editions,
)


def drop_views(connection: Connection) -> None:
    """Drop the views, so that tables under them can change."""
    for view in reversed(VIEWS):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {view.__name__}")


def create_views(connection: Connection) -> None:
    """Create the views afresh."""
    for view in VIEWS:
        connection.exec_driver_sql(f"CREATE VIEW {view.__name__} AS {view(connection.dialect.name)}")
