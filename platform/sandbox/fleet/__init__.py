"""A fleet's day: demand, shared capacities, people with working hours, and the report of it all."""
