-- What makes two orders the same one; null for a request that is never joined by another order.

alter table request add column order_hash text;
create index request_of_order on request (order_hash, number) where order_hash is not null;
