"""Operators: each is a change that a person might ask for. A family yields the operators that may apply to a row."""

from vary_constraints import constraints
from vary_deliveries import deliveries, messages, rates
from vary_shapes import containers, results
from vary_units import input_units, output_units

#: how often an operator may occur among the variations of one row
MOST = {"message": 2}

FAMILIES = {"input units": input_units, "output units": output_units, "rates": rates, "deliveries": deliveries,
            "messages": messages,
            "results": results, "containers": containers, "constraints": constraints}
