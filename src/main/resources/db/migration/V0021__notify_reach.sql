-- How far a webhook reaches, by category and group: pairs, as in the grants of whoever made it.

-- A change of type is no statement that row-level security would keep from the rows. There were no groups before: what
-- was told of a category was told of all of it.
alter table notify_webhook alter column reach_categories type jsonb using
  case when reach_all or cardinality(reach_categories) > 0
    then jsonb_build_array(jsonb_build_object(
      'categories', jsonb_build_object('all', reach_all, 'ids', to_jsonb(reach_categories)),
      'groups', jsonb_build_object('all', true, 'ids', '[]'::jsonb)))
    else '[]'::jsonb
  end;
alter table notify_webhook rename column reach_categories to reach;
alter table notify_webhook drop column reach_all;

-- The groups of that moment; null where what it tells of knows none.
alter table notify_message add column group_ids uuid[];
