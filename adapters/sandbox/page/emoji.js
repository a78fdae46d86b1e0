// The emoji names a team's bot is likely to use; an unknown name stays as it was written.

const TABLE = `
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ heavy_multiplication_x ✖️ negative_squared_cross_mark ❎
warning ⚠️ no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑 double_vertical_bar ⏸️ arrow_forward ▶️ fast_forward ⏩
hourglass ⌛ hourglass_flowing_sand ⏳ clock1 🕐 clock9 🕘 alarm_clock ⏰ stopwatch ⏱️ calendar 📆 date 📅 spiral_calendar_pad 🗓️
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 white_circle ⚪ black_circle ⚫
large_green_square 🟩 large_red_square 🟥 large_yellow_square 🟨 white_large_square ⬜ black_large_square ⬛
rocket 🚀 tada 🎉 sparkles ✨ star ⭐ fire 🔥 bulb 💡 dart 🎯 trophy 🏆 checkered_flag 🏁 triangular_flag_on_post 🚩 flag-white 🏳️
memo 📝 pencil ✏️ pencil2 ✏️ clipboard 📋 page_facing_up 📄 file_folder 📁 open_file_folder 📂 books 📚 book 📖 bookmark 🔖
paperclip 📎 link 🔗 pushpin 📌 round_pushpin 📍 lock 🔒 unlock 🔓 key 🔑 mag 🔍 hammer 🔨 wrench 🔧 gear ⚙️ shield 🛡️ scales ⚖️
bar_chart 📊 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 moneybag 💰 dollar 💵 factory 🏭 robot_face 🤖
bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 speech_balloon 💬 thought_balloon 💭 eyes 👀 eye 👁️ envelope ✉️ email 📧 inbox_tray 📥
wave 👋 thumbsup 👍 +1 👍 thumbsdown 👎 -1 👎 clap 👏 raised_hands 🙌 pray 🙏 ok_hand 👌 muscle 💪 point_right 👉 point_left 👈
point_up ☝️ handshake 🤝 smile 😄 slightly_smiling_face 🙂 grin 😁 joy 😂 wink 😉 thinking_face 🤔 confused 😕 cry 😢 heart ❤️
bust_in_silhouette 👤 busts_in_silhouette 👥 woman 👩 man 👨 sunrise 🌅 sunny ☀️ seedling 🌱 traffic_light 🚦 vertical_traffic_light 🚦
construction 🚧 question ❓ grey_question ❔ exclamation ❗ grey_exclamation ❕ information_source ℹ️ heavy_plus_sign ➕
heavy_minus_sign ➖ arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrow_right_hook ↪️ leftwards_arrow_with_hook ↩️
arrows_counterclockwise 🔄 repeat 🔁 recycle ♻️ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ hash #️⃣ 100 💯 package 📦 computer 💻
small_blue_diamond 🔹 small_orange_diamond 🔸 small_red_triangle 🔺 black_small_square ▪️ white_small_square ▫️ new 🆕 ok 🆗
`;

const KNOWN = new Map();
const words = TABLE.trim().split(/\s+/);
for (let i = 0; i < words.length; i += 2) KNOWN.set(words[i], words[i + 1]);

/** The picture for an emoji name, or null. */
export function emoji(name) {
  return KNOWN.get(name.replace(/::skin-tone-\d$/, "")) ?? null;
}

/** Text in which every known `:name:` is its picture. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji(name) ?? whole);
}
