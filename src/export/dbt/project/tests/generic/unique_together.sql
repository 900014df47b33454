{# No two rows have the same values in these columns. #}
{% test unique_together(model, columns) %}
select {{ columns | join(', ') }}, count(*) as found
from {{ model }}
where {% for column in columns %}{{ column }} is not null{% if not loop.last %} and {% endif %}{% endfor %}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}
