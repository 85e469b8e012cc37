"""The canary walk: everything of one site carries a mark, and nothing that another site's people get may show it.

`world` makes two sites and marks all texts, files and people of the second; `visiting` asks and looks into answers;
`routes` lists what there is to visit, from the resolvers and the registries; `public` and `desk` go there.
"""
