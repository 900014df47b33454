{# A condition that every row keeps; as for a check constraint, NULL breaks none. #}
{% test holds(model, condition) %}
select *
from {{ model }}
where not ({{ condition }})
{% endtest %}
