-- Keys of orders that joined a request: each finds it ever after, as the key it was ordered with does (request.request_key).
-- No key is in both places; the hash is that of the order with this key.

create table joined_key (
    request_key text primary key,
    request_id text not null references request (id),
    input_hash text not null
) strict, without rowid;
