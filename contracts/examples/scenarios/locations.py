"""A shelf is put up in the stock of a warehouse, gets a barcode, and is taken down."""


def play(stage):
    stock = stage.env.ref("stock.stock_location_stock")
    shelf = stage.env["stock.location"].create({"name": "Shelf 9", "location_id": stock.id})
    stage.record({"stock.location create": "location-created"})
    shelf.barcode = "LOC-9"
    stage.record({"stock.location update": "location-barcoded"})
    shelf.active = False
    stage.record({"stock.location update": "location-closed"})
