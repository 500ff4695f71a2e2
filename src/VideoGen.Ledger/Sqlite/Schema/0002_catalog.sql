-- shipped_document is what the product last put here; a row that differs from it was changed by its owner and is left alone.

create table prompt_template (
    id text not null,
    version integer not null,
    name text not null,
    model text,
    document text not null,
    shipped_document text,
    primary key (id, version)
) strict;

create table provider_config (
    provider text primary key,
    document text not null,
    shipped_document text
) strict;

-- Which set of shipped documents was last brought in; one row.
create table catalog_seed (
    only_row integer primary key check (only_row = 1),
    hash text not null
) strict;
