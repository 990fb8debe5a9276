/// 30 September 2026.
let today: Int64 = 1_790_726_400
let day: Int64 = 86_400
