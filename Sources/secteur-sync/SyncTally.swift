/// What a sync moved so far.
struct SyncTally: Equatable {
    /// Requests that were answered.
    var exchanges = 0
    /// Records that the hub confirmed.
    var sent = 0
    /// Erasures that the hub confirmed.
    var erasuresSent = 0
    /// Records that came new or changed from the hub.
    var received = 0
    /// Records that the hub wants erased here.
    var erasuresReceived = 0
    /// Records that the charter kept here.
    var quarantined = 0
    /// How often the hub was found put back to a backup.
    var rewinds = 0
    /// Charters that the hub gave and the office took up.
    var charters = 0
    /// Bodies as they went over the network, compressed.
    var sentBytes = 0
    var receivedBytes = 0

    /// Whether any record came or went.
    var isEmpty: Bool { sent + erasuresSent + received + erasuresReceived + quarantined == 0 }
}
