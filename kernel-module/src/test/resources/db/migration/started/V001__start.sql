create table thing (id int primary key);
create sequence number;
