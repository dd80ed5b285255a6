"""The consequence tree told in eight steps, in the order of ADEME's QuantiGES, as a document of its own."""
