/** The one file that the verifier's page is: holes between double braces are filled when the portal is built, the keys when it is served. Pure. */

export const template = `<!doctype html>
<html lang="{{lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{{policy}}">
<link rel="icon" href="data:,">
<title>{{title}}</title>
<style>{{style}}</style>
</head>
<body>
<main>
<h1>{{title}}</h1>
<p>{{lead}}</p>
<section aria-labelledby="do">
<h2 id="do">{{doTitle}}</h2>
<p><label for="file">{{file}}</label></p>
<p><input type="file" id="file" accept=".json,application/json"></p>
<p class="soft">{{local}}</p>
<details>
<summary>{{keysTitle}}</summary>
<p><label for="keys">{{keysLabel}}</label></p>
<p><textarea id="keys" rows="4" spellcheck="false" autocomplete="off"></textarea></p>
<p class="soft">{{keysText}}</p>
</details>
</section>
<section id="result" role="status" aria-live="polite"></section>
<noscript><p>{{noscript}}</p></noscript>
<section>
<h2>{{provesTitle}}</h2>
<ul>{{proves}}</ul>
<h2>{{notTitle}}</h2>
<ul>{{not}}</ul>
<h2>{{keepTitle}}</h2>
<p>{{keep}}</p>
<p><code>npm run portail -- receipt verify recepisse.json --key …</code></p>
</section>
<p><a href="/">{{back}}</a></p>
</main>
<script type="application/json" id="words">{{words}}</script>
<script type="text/plain" id="given">{{keys}}</script>
<script>{{script}}</script>
</body>
</html>
`;
